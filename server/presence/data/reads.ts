import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { sql } from '../../platform/db/sql.js';
import { internalVisible } from '../../tickets/data/visibility.js';
import { type Lease, type PresentAt, presentAt } from '../rules/presence.js';

/** The presence at a ticket, and when it changes by itself because a lease ends; null when nobody is there. */
export interface PresenceState extends PresentAt {
  nextExpiry: Date | null;
}

type LeaseRow = Lease & { ticketId: string; requesterId: string; internalVisible: boolean };

const nobody: PresenceState = { users: [], agentIsAnswering: false, nextExpiry: null };

/** The presence at each visible ticket. */
export async function presencesAt(reads: ActorReads, ticketIds: readonly string[]): Promise<PresenceState[]> {
  const { organisationId, scope } = reads;
  const rows = await reads.query(sql<LeaseRow>`
    select p.ticket_id as "ticketId", p.user_id as "userId", p.activity, p.arrived_at as "arrivedAt", p.expires_at as "expiresAt",
      t.requester_id as "requesterId", ${internalVisible(scope)} as "internalVisible"
    from presences p join tickets t on t.organisation_id = ${organisationId} and t.id = p.ticket_id
    where p.organisation_id = ${organisationId} and p.ticket_id = any (${ticketIds}::uuid[]) and p.expires_at > now()`);
  const leases = Map.groupBy(rows, ({ ticketId }) => ticketId);
  return ticketIds.map((id) => {
    const [first, ...others] = leases.get(id) ?? [];
    if (!first) return nobody;
    const all = [first, ...others];
    const ends = Math.min(...all.map(({ expiresAt }) => expiresAt.getTime()));
    return { ...presentAt(all, first), nextExpiry: new Date(ends) };
  });
}
