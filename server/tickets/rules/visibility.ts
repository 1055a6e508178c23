import type { Scope } from '../../platform/actor/scope.js';
import type { QueueVisibility, Visibility } from '../../platform/contract/generated/enums.js';

/** The facts that decide who can see a ticket, and which parts of it. */
export interface Sight {
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
  if (scope.sees === 'everything') return true;
  if (scope.sees === 'queues') return maySee(scope, ticket);
  if (scope.sees !== 'teams') return false;
  const isAskedToWork = ticket.parts.some(
    ({ participation, grantsAccess }) => participation !== 'AFFECTED' && grantsAccess,
  );
  return isOpenToTeams(scope, ticket) || isAskedToWork;
}

/** Whether a part of a ticket that is seen (a comment, an attachment) is seen too. */
export function maySeePart(ticket: { internalVisible: boolean }, visibility: Visibility): boolean {
  return visibility === 'PUBLIC' || ticket.internalVisible;
}

function isOpenToTeams(
  { userId, teamIds }: { userId: string; teamIds: readonly string[] },
  ticket: Sight,
): boolean {
  if (ticket.assigneeId === userId || ticket.queueVisibility === 'ORGANISATION') return true;
  return teamIds.includes(ticket.queueTeamId);
}
