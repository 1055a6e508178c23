import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { byId } from '../../platform/db/rows.js';
import { columns, sql } from '../../platform/db/sql.js';
import { internalVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { ReviewEntity, type ReviewRow, SurveyEntity, type SurveyRow } from './entities.js';

const MOST = 100;
const reviewColumns = columns(ReviewEntity, 'r');
const surveyColumns = columns(SurveyEntity, 's');

/** Reviews by id that the actor can see. */
export async function reviewsById(reads: ActorReads, ids: readonly string[]): Promise<(ReviewRow | null)[]> {
  const rows = await reads.query(sql<ReviewRow>`select ${reviewColumns} from reviews r
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = r.ticket_id
    where r.organisation_id = ${reads.organisationId} and r.id = any (${ids}::uuid[])
      and ${visibleTickets(reads.scope)} and ${internalVisible(reads.scope)}`);
  return byId(ids, rows);
}

/** The last reviews of visible tickets, by cycle, oldest first. None where the actor cannot read internal notes. */
export async function reviewsOfTickets(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<ReviewRow[][]> {
  const rows =
    await reads.query(sql<ReviewRow>`select ${reviewColumns} from unnest(${ticketIds}::uuid[]) as given (id)
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = given.id
    cross join lateral (select * from reviews one where one.organisation_id = ${reads.organisationId}
      and one.ticket_id = given.id order by one.cycle desc, one.id desc limit ${MOST}) r
    where ${internalVisible(reads.scope)} order by r.cycle, r.id`);
  const byTicket = Map.groupBy(rows, (row) => row.ticketId);
  return ticketIds.map((id) => byTicket.get(id) ?? []);
}

/** The surveys of visible tickets: for the requester, and for readers of internal notes. */
export async function surveysOfTickets(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(SurveyRow | null)[]> {
  const { actor } = reads;
  const self = actor.kind === 'user' ? actor.userId : null;
  const rows = await reads.query(sql<SurveyRow>`select ${surveyColumns} from surveys s
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = s.ticket_id
    where s.organisation_id = ${reads.organisationId} and s.ticket_id = any (${ticketIds}::uuid[])
      and (s.requester_id = ${self}::uuid or ${internalVisible(reads.scope)})`);
  const byTicket = new Map(rows.map((row) => [row.ticketId, row]));
  return ticketIds.map((id) => byTicket.get(id) ?? null);
}
