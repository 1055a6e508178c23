import type { PresenceActivity } from '../../platform/contract/generated/enums.js';

/** How long a presence lasts, unless it is renewed. */
export const LEASE_MS = 30_000;
/** At how many tickets a user can be at the same time. */
export const MOST_TICKETS = 20;
/** How many users are shown at a ticket. */
const MOST_SHOWN = 50;

/** What one session of a user does at a ticket. */
export interface Lease {
  userId: string;
  activity: PresenceActivity;
  arrivedAt: Date;
  expiresAt: Date;
}

/** A user at a ticket, over all their sessions. */
export interface Present {
  userId: string;
  activity: PresenceActivity;
  arrivedAt: Date;
}

/** Who is at a ticket, and whether one of them writes to its requester. */
export interface PresentAt {
  users: readonly Present[];
  agentIsAnswering: boolean;
}

/** The whole presence at a ticket. Without the internal side of the ticket, it does not say who is there. */
export function presentAt(
  leases: readonly Lease[],
  { requesterId, internalVisible }: { requesterId: string; internalVisible: boolean },
): PresentAt {
  const users = new Map<string, Present>();
  for (const { userId, activity, arrivedAt } of leases) {
    const known = users.get(userId) ?? { userId, activity, arrivedAt };
    users.set(userId, {
      userId,
      activity: known.activity === 'ANSWERING' ? known.activity : activity,
      arrivedAt: arrivedAt < known.arrivedAt ? arrivedAt : known.arrivedAt,
    });
  }
  const all = [...users.values()].sort(
    (a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime() || (a.userId < b.userId ? -1 : 1),
  );
  return {
    users: internalVisible ? all.slice(0, MOST_SHOWN) : [],
    // An agent who requested the ticket writes as its requester.
    agentIsAnswering: all.some(({ userId, activity }) => activity === 'ANSWERING' && userId !== requesterId),
  };
}
