import type { Actor } from '../actor/actor.js';
import { scopeOf } from '../actor/scope.js';
import { pace } from '../kernel/pace.js';
import type { Reader } from './members.js';
import type { StaffClass } from './sharing.js';

/** A `TEAM` queue, and the team that sees it. */
interface TeamQueue {
  id: string;
  teamId: string;
}

/** Readers of one class of staff. */
export interface Staff extends StaffClass {
  readonly readers: Reader[];
}

/** Sorts readers into classes of staff, and those who are no staff. */
export function sortReaders(
  readers: Iterable<Reader>,
  teamQueues: readonly TeamQueue[],
): { staff: readonly Staff[]; others: readonly Reader[] } {
  const staff = new Map<string, Staff>();
  const others: Reader[] = [];
  for (const reader of readers) {
    const queueIds = teamQueuesSeenBy(reader.actor, teamQueues);
    if (queueIds === null) others.push(reader);
    else classOf(staff, queueIds).readers.push(reader);
  }
  return { staff: [...staff.values()], others };
}

/** Counts executions of this weight for an account. False: it has asked for so much that it has to take turns, which it does alone. */
export function isPaidBy({ account }: Reader, weight: number): boolean {
  return pace.pays(account, weight);
}

/** The users among readers. */
export function usersAmong(readers: readonly Reader[]): string[] {
  return readers.flatMap(({ actor }) => (actor.kind === 'user' ? [actor.userId] : []));
}

/** The `TEAM` queues that a reader of the kind 'staff' sees; null for other readers. */
function teamQueuesSeenBy(actor: Actor, teamQueues: readonly TeamQueue[]): readonly string[] | 'ALL' | null {
  const scope = scopeOf(actor);
  if (scope.sees === 'everything') return 'ALL';
  if (scope.sees !== 'teams') return null;
  return teamQueues.filter(({ teamId }) => scope.teamIds.includes(teamId)).map(({ id }) => id);
}

function classOf(staff: Map<string, Staff>, queueIds: readonly string[] | 'ALL'): Staff {
  const key = queueIds === 'ALL' ? queueIds : queueIds.join(' ');
  const known = staff.get(key);
  if (known) return known;
  const made: Staff = { queueIds: queueIds === 'ALL' ? queueIds : new Set(queueIds), readers: [] };
  staff.set(key, made);
  return made;
}
