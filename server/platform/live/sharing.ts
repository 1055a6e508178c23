import type { HiddenTicket, Testimony } from '../actor/witness.js';
import type { ReadSession } from '../db/read-session.js';
import type { FilteredEventRow } from '../events/index.js';

/** Staff who see the same `TEAM` queues. Administrators, and API keys that are not limited to queues, see all. */
export interface StaffClass {
  readonly queueIds: ReadonlySet<string> | 'ALL';
}

/** Classes for whom a document is executed again, as staff who see exactly these `TEAM` queues. */
export interface Part<C> {
  queueIds: readonly string[];
  classes: C[];
}

/** Who gets a result as it is, and for whom the document is executed again. */
export interface Division<C> {
  kept: C[];
  parts: Part<C>[];
}

/**
 * Divides the classes that an execution as staff who see `queueIds` was for: a class that sees none of the hidden tickets by their queues keeps
 * the result. What is more for the others is not merged into it, because it moves other rows out of a page, and denies that a ticket is gone.
 * All classes see at least `queueIds`. A result that is personal is right for none of them.
 */
export function divide<C extends StaffClass>(
  queueIds: readonly string[],
  { hidden, isMany }: Pick<Testimony, 'hidden' | 'isMany'>,
  classes: Iterable<C>,
): Division<C> {
  const executed = new Set(queueIds);
  const queuesHidden = [...new Set(hidden.map(({ queueId }) => queueId))].filter((id) => !executed.has(id));
  const division: Division<C> = { kept: [], parts: [] };
  const parts = new Map<string, Part<C>>();
  for (const one of classes) {
    const more = moreSeen(one, queuesHidden, isMany, executed);
    if (more.length === 0) {
      division.kept.push(one);
      continue;
    }
    const ids = [...executed, ...more].sort();
    const key = ids.join(' ');
    const part = parts.get(key) ?? { queueIds: ids, classes: [] };
    part.classes.push(one);
    parts.set(key, part);
  }
  division.parts.push(...parts.values());
  return division;
}

/** The queues that a class sees beyond those of an execution, as far as they can matter. */
function moreSeen(
  { queueIds }: StaffClass,
  queuesHidden: readonly string[],
  isMany: boolean,
  executed: ReadonlySet<string>,
): readonly string[] {
  const seen = queueIds === 'ALL' ? queuesHidden : queuesHidden.filter((id) => queueIds.has(id));
  if (seen.length > 0 || !isMany || queueIds === 'ALL') return seen;
  // A ticket that is not listed can be in any queue.
  return [...queueIds].filter((id) => !executed.has(id));
}

/** The personal rights of a user to tickets, now or before the event: as requester, assignee, affected user, watcher or approver. */
export interface PersonalRights {
  /** The tickets among those that were hidden. */
  ticketIds: ReadonlySet<string>;
  /** Whether there is a right to any ticket that was not listed. Asked only for `isMany`. */
  toUnlisted: boolean;
}

/** Whether a member of a class that keeps a result is served alone instead. Most have no personal rights to hidden tickets: undefined. */
export function isServedAlone(testimony: Testimony, rights: PersonalRights | undefined): boolean {
  if (testimony.isPersonal) return true;
  if (!rights) return false;
  if (testimony.isMany && rights.toUnlisted) return true;
  return testimony.hidden.some(({ id }: HiddenTicket) => rights.ticketIds.has(id));
}

/** What the rules of permission say of people, for sharing between them. The module that has the rules declares it. */
export interface Between {
  /** The `TEAM` queues, and the team that sees each. */
  teamQueues(session: ReadSession): Promise<readonly { id: string; teamId: string }[]>;
  /** The personal rights to the tickets that an execution for an event hid, by user. `userIds`: whose rights to others matter. */
  rightsTo(
    session: ReadSession,
    testimony: Testimony,
    event: Pick<FilteredEventRow, 'ticketId' | 'facts' | 'changes'>,
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, PersonalRights>>;
  /** The users who see these tickets as requesters, by ticket, and whether they approve a part of the work, and see it. */
  peopleOf(
    session: ReadSession,
    ticketIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, { approves: boolean }>>>;
}
