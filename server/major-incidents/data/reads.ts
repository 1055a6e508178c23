import { commentsWhere } from '../../comments/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import {
  type Connection,
  type Order,
  type PageArgs,
  pageClause,
  toConnection,
  windowOf,
} from '../../platform/db/page.js';
import { counting } from '../../platform/db/rows.js';
import { columns, columnsNamed, sql } from '../../platform/db/sql.js';
import { visibleTickets } from '../../tickets/data/visibility.js';
import { type TicketNode, type TicketRow, ticketColumnsOf, toTicket } from '../../tickets/index.js';
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
const order: Order<Listed> = {
  name: 'major incidents',
  descending: true,
  columns: [
    { sql: goesOn, type: 'int', of: (row) => row.goesOn },
    { sql: 'm.declared_at', type: 'timestamptz', of: (row) => row.declaredAt.toISOString() },
    { sql: 'm.ticket_id', type: 'uuid', of: (row) => row.id },
  ],
};

/** A page of visible tickets that are or were major incidents: those in progress first. */
export async function listMajorIncidents(
  reads: ActorReads,
  args: PageArgs,
  asked: ReadonlySet<string>,
): Promise<Connection<TicketNode>> {
  const window = windowOf(args, order);
  const source = sql`from major_incidents m
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = m.ticket_id
    where m.organisation_id = ${reads.organisationId} and ${visibleTickets(reads.scope)}`;
  const selected = columnsNamed(ticketColumnsOf(reads, asked), 't');
  const rows =
    await reads.query(sql<Listed>`select ${sql.raw(goesOn)} as "goesOn", m.declared_at as "declaredAt", ${selected}
    ${source} and ${pageClause(order, window)}`);
  return toConnection(rows, order, window, toTicket, counting(reads, source));
}

/** The status updates among the comments of a ticket. */
export const statusUpdates = commentsWhere(
  'status updates',
  (reads) => sql`exists (select 1 from major_incident_updates u
    where u.organisation_id = ${reads.organisationId} and u.ticket_id = c.ticket_id and u.comment_id = c.id)`,
);
