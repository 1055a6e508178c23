import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { SurveyFilter } from '../../platform/contract/generated/types.js';
import { type NestedList, nestedList } from '../../platform/db/nested-page.js';
import { byAge, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { internalVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { ReviewEntity, type ReviewRow, SurveyEntity, type SurveyRow } from './entities.js';

const reviewColumns = columns(ReviewEntity, 'r');
const surveyColumns = columns(SurveyEntity, 's');

/** Reviews by id that the actor can see. */
export async function reviewsById(reads: ActorReads, ids: readonly string[]): Promise<(ReviewRow | null)[]> {
  const among = (some: readonly string[]) => sql`from reviews r
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = r.ticket_id
    where r.organisation_id = ${reads.organisationId} and r.id = any (${some}::uuid[])`;
  const rows = await reads.query(sql<ReviewRow>`select ${reviewColumns} ${among(ids)}
    and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}`);
  await noteNotFound(reads, ids, rows, among);
  return byId(ids, rows);
}

/** The reviews of visible tickets, by cycle, oldest first. None where the actor cannot read internal notes. */
export const reviewsOfTickets: NestedList<ActorReads, ReviewRow> = nestedList({
  order: {
    name: 'reviews',
    descending: false,
    columns: [
      { sql: 'r.cycle', type: 'int', of: (review) => review.cycle },
      { sql: 'r.id', type: 'uuid', of: (review) => review.id },
    ],
  },
  columns: () => reviewColumns,
  source: (
    reads,
  ) => sql`from reviews r join tickets t on t.organisation_id = ${reads.organisationId} and t.id = r.ticket_id
    where r.organisation_id = ${reads.organisationId} and r.ticket_id = parent.id and ${internalVisible(reads.scope)}`,
});

/** Surveys `s` of tickets `t`: for the requester, and for readers of internal notes. */
function visibleSurveys(reads: ActorReads): Sql<boolean> {
  const { scope } = reads;
  // A class of staff reads the internal notes of all tickets that it sees.
  if (scope.sees === 'staff') return internalVisible(scope);
  return sql<boolean>`(s.requester_id = ${reads.userId}::uuid or ${internalVisible(scope)})`;
}

function withTicket({ organisationId }: ActorReads): Sql {
  return sql`from surveys s join tickets t on t.organisation_id = ${organisationId} and t.id = s.ticket_id`;
}

/** Surveys by id that the actor can see. */
export async function surveysById(reads: ActorReads, ids: readonly string[]): Promise<(SurveyRow | null)[]> {
  const among = (some: readonly string[]) => sql`${withTicket(reads)}
    where s.organisation_id = ${reads.organisationId} and s.id = any (${some}::uuid[])`;
  const rows = await reads.query(sql<SurveyRow>`select ${surveyColumns} ${among(ids)}
    and ${visibleTickets(reads.scope)} and ${visibleSurveys(reads)}`);
  await noteNotFound(reads, ids, rows, among);
  return byId(ids, rows);
}

const surveysByAge = byAge<'SENT_AT', SurveyRow>('surveys', 's', 'SENT_AT');

/** A page of the surveys that the actor can see. */
export async function listSurveys(
  reads: ActorReads,
  { answered, scores }: SurveyFilter,
  args: OrderedArgs<'SENT_AT'>,
): Promise<Connection<SurveyRow>> {
  const isAnswered =
    typeof answered === 'boolean' ? sql`s.score ${sql.raw(answered ? 'is not null' : 'is null')}` : sql`true`;
  const scored = scores ? sql`s.score = any (${scores}::int[])` : sql`true`;
  const source = sql`${withTicket(reads)} where s.organisation_id = ${reads.organisationId}
    and ${visibleTickets(reads.scope)} and ${visibleSurveys(reads)} and ${isAnswered} and ${scored}`;
  return orderedPage(reads, surveysByAge, args, surveyColumns, source);
}

/** The surveys of visible tickets: for the requester, and for readers of internal notes. */
export async function surveysOfTickets(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(SurveyRow | null)[]> {
  const rows = await reads.query(sql<SurveyRow>`select ${surveyColumns} ${withTicket(reads)}
    where s.organisation_id = ${reads.organisationId} and s.ticket_id = any (${ticketIds}::uuid[])
      and ${visibleSurveys(reads)}`);
  const byTicket = new Map(rows.map((row) => [row.ticketId, row]));
  return ticketIds.map((id) => byTicket.get(id) ?? null);
}
