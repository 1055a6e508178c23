import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { EventRow } from '../../platform/events/index.js';
import { timelineCursor, visibleEventsAmong } from '../../timeline/index.js';

/** What a user has read of a ticket. */
export interface ReadState {
  cursor: string | null;
  hasUnread: boolean;
}

/** How many events of a ticket are looked at, from its last one. */
const LOOKED_AT = 1000;

const nothing: ReadState = { cursor: null, hasUnread: false };

/** What the actor has read of each visible ticket. */
export async function readStates(reads: ActorReads, ticketIds: readonly string[]): Promise<ReadState[]> {
  const { userId, organisationId } = reads;
  if (userId === null) return ticketIds.map(() => nothing);
  const lastEvents = (
    only: Sql,
  ) => sql`(select * from events latest where latest.organisation_id = ${organisationId}
    and latest.ticket_id = given.id and ${only} order by latest.number desc limit ${sql.raw(String(LOOKED_AT))})`;
  const read = visibleEventsAmong(reads, lastEvents(sql`latest.number <= mark.number`));
  const unread = visibleEventsAmong(reads, lastEvents(sql`latest.number > coalesce(mark.number, 0)`));
  const rows = await reads.query(sql<
    { id: string; hasUnread: boolean } & Pick<EventRow, 'number' | 'recordedAt'>
  >`
    select given.id, known.number, known."recordedAt",
      exists (select 1 ${unread} and e.actor_user_id is distinct from ${userId}::uuid) as "hasUnread"
    from unnest(${ticketIds}::uuid[]) given (id)
    left join read_marks mark on mark.organisation_id = ${organisationId} and mark.user_id = ${userId}
      and mark.ticket_id = given.id
    left join lateral (select e.number, e.recorded_at as "recordedAt" ${read} order by e.number desc limit 1) known on true`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ticketIds.map((id) => {
    const row = found.get(id);
    if (!row) return nothing;
    return { cursor: row.number === null ? null : timelineCursor(reads, row), hasUnread: row.hasUnread };
  });
}
