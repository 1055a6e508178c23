import { commentsWhere } from '../../comments/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { StatusUpdate } from '../../platform/contract/generated/types.js';
import { type ListOrders, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { columns, columnsNamed, sql } from '../../platform/db/sql.js';
import { visibleTickets } from '../../tickets/data/visibility.js';
import { type TicketRow, ticketColumnsOf } from '../../tickets/index.js';
import { MajorIncidentEntity, type MajorIncidentRow } from './entities.js';

const majorColumns = columns(MajorIncidentEntity, 'm');

/** The major incidents of visible tickets. */
export async function majorIncidentsOf(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(MajorIncidentRow | null)[]> {
  const rows = await reads.query(sql<MajorIncidentRow>`select ${majorColumns} from major_incidents m
    where m.organisation_id = ${reads.organisationId} and m.ticket_id = any (${ticketIds}::uuid[])`);
  const found = new Map(rows.map((row) => [row.ticketId, row]));
  return ticketIds.map((id) => found.get(id) ?? null);
}

type Listed = TicketRow & { goesOn: number; declaredAt: Date };

const goesOn = `(m.ended_at is null and t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED'))::int`;

// An organisation has few of them, so they are sorted when they are read.
const orders: ListOrders<'IN_PROGRESS', Listed> = {
  list: 'major incidents',
  fields: {
    IN_PROGRESS: [
      { sql: goesOn, type: 'int', of: (row) => row.goesOn },
      { sql: 'm.declared_at', type: 'timestamptz', of: (row) => row.declaredAt.toISOString() },
      { sql: 'm.ticket_id', type: 'uuid', of: (row) => row.id },
    ],
  },
  usual: { field: 'IN_PROGRESS', direction: 'DESC' },
};

/** A page of visible tickets that are or were major incidents: those in progress first. */
export async function listMajorIncidents(
  reads: ActorReads,
  args: OrderedArgs<'IN_PROGRESS'>,
  asked: ReadonlySet<string>,
): Promise<Connection<TicketRow>> {
  const source = sql`from major_incidents m
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = m.ticket_id
    where m.organisation_id = ${reads.organisationId} and ${visibleTickets(reads.scope)}`;
  const columns = columnsNamed(ticketColumnsOf(reads, asked), 't');
  const selected = sql`${sql.raw(goesOn)} as "goesOn", m.declared_at as "declaredAt", ${columns}`;
  return orderedPage(reads, orders, args, selected, source);
}

/** The status updates among the comments of a ticket. */
export const statusUpdates = commentsWhere(
  'status updates',
  (reads) => sql`exists (select 1 from major_incident_updates u
    where u.organisation_id = ${reads.organisationId} and u.ticket_id = c.ticket_id and u.comment_id = c.id)`,
);

const MOST_OF_PARENT = 20;

/**
 * The latest public status updates of the major incidents that tickets are children of, the latest first. Viewers of a child can read them
 * without seeing the major incident.
 */
export async function updatesOfParents(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<StatusUpdate[][]> {
  const { organisationId } = reads;
  const rows = await reads.query(sql<StatusUpdate & { childId: string }>`
    select child.id as "childId", u.body, u."postedAt" from unnest(${ticketIds}::uuid[]) child (id)
    join ticket_links l on l.organisation_id = ${organisationId} and l.to_ticket_id = child.id and l.kind = 'PARENT_OF'
    cross join lateral (select c.id, c.body, c.occurred_at as "postedAt" from major_incident_updates m
      join comments c on c.organisation_id = ${organisationId} and c.id = m.comment_id
      where m.organisation_id = ${organisationId} and m.ticket_id = l.from_ticket_id and c.visibility = 'PUBLIC'
      order by m.comment_id desc limit ${MOST_OF_PARENT}) u
    order by u.id desc`);
  const byChild = Map.groupBy(rows, (row) => row.childId);
  return ticketIds.map((id) => (byChild.get(id) ?? []).map(({ body, postedAt }) => ({ body, postedAt })));
}
