import { type Actor } from '../../platform/actor/actor.js';
import { type Scope, scopeOf } from '../../platform/actor/scope.js';
import type { QueueVisibility, Visibility } from '../../platform/contract/generated/enums.js';
import type { AccessChange } from '../../platform/events/access-change.js';
import type { FieldChange } from '../../platform/events/event.js';
import type { ChangedField } from '../../platform/events/event-fields.js';

/** The facts that decide who can see a ticket, and which parts of it. */
export interface Sight {
  ticketId: string;
  requesterId: string;
  assigneeId: string | null;
  queueId: string;
  queueTeamId: string;
  queueVisibility: QueueVisibility;
  /** The part that the actor has in it. */
  parts: readonly { participation: 'WATCHER' | 'AFFECTED' | 'APPROVER'; grantsAccess: boolean }[];
}

/** Whether an actor sees a ticket. The same rules as SQL are in `data/visibility.ts`. */
export function maySee(scope: Scope, ticket: Sight): boolean {
  switch (scope.sees) {
    case 'nothing':
      return false;
    case 'everything':
      return true;
    case 'queues':
      return scope.queueIds.includes(ticket.queueId);
    case 'ticket':
      return scope.ticketId === ticket.ticketId;
    case 'staff':
      return isOpenToQueues(scope, ticket);
    case 'own':
      return ticket.requesterId === scope.userId || ticket.parts.length > 0;
    case 'teams':
      return (
        isOpenToTeams(scope, ticket) ||
        ticket.requesterId === scope.userId ||
        ticket.parts.some(({ grantsAccess }) => grantsAccess)
      );
  }
}

/** Whether an actor sees a ticket with what is internal on it. */
export function maySeeInternal(scope: Scope, ticket: Sight): boolean {
  if (scope.sees === 'own' || scope.sees === 'ticket') return false;
  if (scope.sees !== 'teams') return maySee(scope, ticket);
  const isAskedToWork = ticket.parts.some(
    ({ participation, grantsAccess }) => participation !== 'AFFECTED' && grantsAccess,
  );
  return isOpenToTeams(scope, ticket) || isAskedToWork;
}

/** Whether a part of a ticket that is seen (a comment, an attachment) is seen too. */
export function maySeePart(ticket: { internalVisible: boolean }, visibility: Visibility): boolean {
  return visibility === 'PUBLIC' || ticket.internalVisible;
}

/** The fields of changes that name the users whom an event gives a right to its ticket, in `to`, or takes it from, in `from`. */
const namesPeople: ReadonlySet<string> = new Set<ChangedField>([
  'Ticket.watchers',
  'Ticket.affectedUsers',
  'Approval.approvers',
  'Approver.user',
]);

/** Whether the changes of an event name the user of a scope in a way that can give or take the sight of its ticket. */
export function namesUser(scope: Scope, changes: readonly FieldChange[]): boolean {
  if (!('userId' in scope)) return false;
  return changes.some(
    ({ field, from, to }) =>
      (namesPeople.has(field) || field === 'Ticket.assignee' || field === 'Ticket.requester') &&
      [from, to].flat().includes(scope.userId),
  );
}

/** Whether the changes of an event take away a right by which a scope saw the ticket. */
export function takesRight(scope: Scope, changes: readonly FieldChange[]): boolean {
  if (!('userId' in scope)) return false;
  const names = (users: unknown): boolean =>
    users === scope.userId || (Array.isArray(users) && users.includes(scope.userId));
  return changes.some(({ field, from, to, grantsAccess = false }) => {
    if (!namesPeople.has(field) || !names(from) || names(to)) return false;
    // Agents who watch a ticket on their own do not see it because of that.
    return scope.sees === 'own' || field !== 'Ticket.watchers' || grantsAccess;
  });
}

/** Whether the changes of an event give a scope a right by which it sees the ticket. */
export function givesRight(scope: Scope, changes: readonly FieldChange[]): boolean {
  return takesRight(
    scope,
    changes.map(({ from, to, ...change }) => ({ ...change, from: to, to: from })),
  );
}

/** Whether the changes of an event give or take somebody a right to its ticket. */
export function changesRights(changes: readonly FieldChange[]): boolean {
  return changes.some(({ field }) => namesPeople.has(field));
}

/** Who has a part in a ticket by what an event says of it, before or after the event. */
interface Part {
  assignee: string | null;
  requester: string | null;
}

/** The users who had a personal right to the ticket of an event before or after it, as far as the event says so. */
export function concernedBy(before: Part, after: Part, changes: readonly FieldChange[]): Set<string> {
  const named = changes.flatMap(({ field, from, to }) => (namesPeople.has(field) ? [from, to].flat() : []));
  const all = [before.assignee, before.requester, after.assignee, after.requester, ...named];
  return new Set(all.filter((id) => typeof id === 'string'));
}

/** What an event that an actor cannot see did to the sight of its ticket. */
export interface Loss {
  /** Whether the actor sees the ticket now. */
  seesNow: boolean;
  /** Whether the changes of the event took a right away from the actor. */
  takesRight: boolean;
  /**
   * Before and after the event: whether the ticket belonged to what is followed, and whether the actor, with the present rights, would see
   * it by its queue, assignee or requester of that time.
   */
  before: { followed: boolean; seen: boolean };
  after: { followed: boolean; seen: boolean };
}

/**
 * Whether the event is the one by which the actor lost a ticket that they followed. An event that changes neither the sight nor what is
 * followed is not: that it exists would be revealed, for example of an internal note. One that takes a right away is, whatever was
 * followed at that time: the ticket may have left the filter by an event that the actor cannot see any more.
 */
export function isLoss({ seesNow, takesRight: takes, before, after }: Loss): boolean {
  if (seesNow) return false;
  return takes || (before.followed && before.seen && !(after.followed && after.seen));
}

/**
 * The queues of which an actor sees other tickets since a change of access; null: all. Empty when the actor is not concerned:
 * administrators, requesters and API keys see tickets regardless of teams and of the visibility of queues.
 */
export function queuesConcerned(actor: Actor, change: AccessChange): readonly string[] | null {
  if (actor.kind !== 'user') return [];
  if (change.kind === 'ROLE') return change.userId === actor.userId ? null : [];
  if (scopeOf(actor).sees !== 'teams') return [];
  if (change.kind === 'TEAM') return change.userIds.includes(actor.userId) ? change.queueIds : [];
  return change.exceptUserIds.includes(actor.userId) ? [] : [change.queueId];
}

/**
 * The queues that an actor can name since a change of access, or can name no more. To requesters a `TEAM` queue does not exist, so a filter
 * that names one matches nothing.
 */
export function queuesShown(actor: Actor, change: AccessChange): readonly string[] {
  return change.kind === 'QUEUE' && scopeOf(actor).sees === 'own' ? [change.queueId] : [];
}

/** Whether a class of staff sees a ticket: it is not in a `TEAM` queue, or in one that they see. */
function isOpenToQueues({ queueIds }: { queueIds: readonly string[] }, ticket: Sight): boolean {
  return ticket.queueVisibility === 'ORGANISATION' || queueIds.includes(ticket.queueId);
}

function isOpenToTeams(
  { userId, teamIds }: { userId: string; teamIds: readonly string[] },
  ticket: Sight,
): boolean {
  if (ticket.assigneeId === userId || ticket.queueVisibility === 'ORGANISATION') return true;
  return teamIds.includes(ticket.queueTeamId);
}
