import { type Actor, isStaff, type UserActor } from '../../platform/actor/actor.js';
import type { ForbiddenReason, QueueVisibility } from '../../platform/contract/generated/enums.js';
import type { ApiKeyScope } from '../../platform/contract/generated/types.js';

/** The facts about a visible ticket that permission depends on. */
export interface TicketFacts {
  requesterId: string;
  assigneeId: string | null;
  queueTeamId: string;
  status: string;
  /** Whether the actor can read its internal notes. */
  internalVisible: boolean;
}

export type TicketAction =
  | 'report'
  | 'reportForOthers'
  | 'nameRequester'
  | 'edit'
  | 'editOwnReport'
  | 'assign'
  | 'comment'
  | 'note'
  | 'setCommentVisibility'
  | 'attach'
  | 'watch'
  | 'watchForOthers'
  | 'transition';

export type Decision = { allowed: true } | { allowed: false; reason: ForbiddenReason; message: string };

const yes: Decision = { allowed: true };

/** The users who have a role by the plan of a ticket. */
interface PlanRoles {
  approvers?: readonly string[] | undefined;
  submitters?: readonly string[] | undefined;
}

/** The roles of an actor on a ticket that give rights in the process. */
export function rolesOn(
  actor: Actor,
  ticket: TicketFacts,
  { approvers = [], submitters = [] }: PlanRoles = {},
): Set<TicketRole> {
  const roles = new Set<TicketRole>();
  if (actor.kind === 'system') return new Set<TicketRole>(['WORKER', 'LEAD']);
  if (actor.kind === 'key') {
    if (actor.scopes.includes('TICKETS_WRITE')) roles.add('WORKER').add('LEAD');
    return roles;
  }
  if (actor.userId === ticket.requesterId) roles.add('REQUESTER');
  if (approvers.includes(actor.userId)) roles.add('APPROVER');
  if (!isStaff(actor.role)) return roles;
  if (submitters.includes(actor.userId)) roles.add('SUBMITTER');
  if (actor.role === 'ADMIN') return roles.add('WORKER').add('LEAD');
  if (ticket.assigneeId === actor.userId || worksQueueOf(actor, ticket.queueTeamId)) roles.add('WORKER');
  if (actor.role === 'LEAD' && actor.leadTeamIds.includes(ticket.queueTeamId))
    roles.add('LEAD').add('WORKER');
  return roles;
}

/** Whether the actor works all tickets of a queue, by its team. */
export function worksQueueOf(actor: Actor, queueTeamId: string): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'key') return actor.scopes.includes('TICKETS_WRITE');
  return worksByTeam(actor, queueTeamId);
}

function worksByTeam({ role, teamIds }: Pick<UserActor, 'role' | 'teamIds'>, queueTeamId: string): boolean {
  return role === 'ADMIN' || (isStaff(role) && teamIds.includes(queueTeamId));
}

/**
 * Whether the actor can make a user the assignee of a ticket in a queue. The assignee of a ticket works it and sees all of it. So an actor who
 * does not work the queue cannot take it over, and brings nobody into a `TEAM` queue who does not work it.
 */
export function canMakeAssignee(
  actor: Actor,
  assignee: Pick<UserActor, 'userId' | 'role' | 'teamIds'>,
  queue: { teamId: string; visibility: QueueVisibility },
): Decision {
  if (worksQueueOf(actor, queue.teamId) || worksByTeam(assignee, queue.teamId)) return yes;
  if (actor.kind === 'user' && actor.userId === assignee.userId)
    return no('NOT_IN_TEAM', "Only agents of the queue's team can make themselves the assignee.");
  return queue.visibility === 'TEAM'
    ? no('NOT_IN_TEAM', "Only agents of the queue's team can assign its tickets to users outside the team.")
    : yes;
}

/** Whether the actor can do this with a visible ticket; without a ticket: with any, or a new one. */
export function can(actor: Actor, action: TicketAction, ticket?: TicketFacts): Decision {
  const works = ticket !== undefined && rolesOn(actor, ticket).has('WORKER');
  switch (action) {
    case 'report':
      return actor.kind === 'key' ? hasScope(actor, 'TICKETS_WRITE') : yes;
    case 'reportForOthers':
      if (actor.kind === 'key') return hasScope(actor, 'TICKETS_WRITE');
      return actor.kind === 'system' || isStaff(actor.role)
        ? yes
        : no('ROLE', 'Only agents, leads and administrators can do this.');
    case 'nameRequester':
      return actor.kind === 'key' ? hasScope(actor, 'REQUESTERS_WRITE') : can(actor, 'reportForOthers');
    case 'watch':
      return actor.kind === 'key' ? no('ROLE', 'An API key cannot watch a ticket. Give userId.') : yes;
    case 'watchForOthers':
      if (actor.kind === 'key') return hasScope(actor, 'TICKETS_WRITE');
      return works ? yes : notYours(actor);
    case 'comment':
      return actor.kind === 'key' ? hasScope(actor, 'COMMENTS_WRITE') : yes;
    case 'attach':
      return actor.kind === 'key' ? hasScope(actor, 'COMMENTS_WRITE') : yes;
    case 'note':
      if (actor.kind === 'key') return hasScope(actor, 'COMMENTS_WRITE');
      // Staff can write internal notes on every ticket whose internal notes they can read.
      return ticket?.internalVisible && (actor.kind === 'system' || isStaff(actor.role))
        ? yes
        : notYours(actor);
    case 'editOwnReport': {
      const own = actor.kind === 'user' && ticket?.requesterId === actor.userId && ticket.status === 'NEW';
      return own || works ? yes : notYours(actor);
    }
    case 'edit':
    case 'assign':
    case 'setCommentVisibility':
    case 'transition':
      return works ? yes : notYours(actor);
  }
}

function hasScope(actor: Actor, scope: ApiKeyScope): Decision {
  if (actor.kind !== 'key' || actor.scopes.includes(scope)) return yes;
  return no('SCOPE', `The API key does not have the scope ${scope}.`);
}

function notYours(actor: Actor): Decision {
  if (actor.kind === 'key') return no('SCOPE', 'The API key does not have the scope TICKETS_WRITE.');
  if (actor.kind === 'user' && !isStaff(actor.role))
    return no('ROLE', 'Only agents who work the ticket can do this.');
  return no('NOT_IN_TEAM', "Only agents of the queue's team and the assignee can do this.");
}

function no(reason: ForbiddenReason, message: string): Decision {
  return { allowed: false, reason, message };
}

/** Roles on a ticket that give rights in the process. `rolesOn` decides who has which. */
export type TicketRole = 'REQUESTER' | 'WORKER' | 'LEAD' | 'APPROVER' | 'SUBMITTER';
