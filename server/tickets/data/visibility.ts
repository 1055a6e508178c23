import { type Sql, sql } from '../../platform/db/sql.js';
import type { Actor } from '../../platform/viewer/actor.js';

/**
 * What somebody may see, as a value. Equal scopes see equally, so live delivery can group by it (its keys and lists have one order). The
 * organisation is the wall (row-level security holds it beneath); the rest is the predicates below, and only they.
 */
export type Scope = { organisationId: string } & (
  | { sees: 'nothing' }
  | { sees: 'everything' }
  | { sees: 'queues'; queueIds: readonly string[] }
  | { sees: 'teams'; userId: string; teamIds: readonly string[] }
  | { sees: 'own'; userId: string }
);

/** The scope of an actor, as of now. */
export function scopeOf(actor: Actor): Scope {
  const { organisationId } = actor;
  if (actor.kind === 'system') return { organisationId, sees: 'everything' };
  if (actor.kind === 'key') {
    if (!actor.scopes.includes('TICKETS_READ')) return { organisationId, sees: 'nothing' };
    return actor.queueIds
      ? { organisationId, sees: 'queues', queueIds: [...actor.queueIds].sort() }
      : { organisationId, sees: 'everything' };
  }
  if (actor.role === 'ADMIN') return { organisationId, sees: 'everything' };
  if (actor.role === 'REQUESTER') return { organisationId, sees: 'own', userId: actor.userId };
  return { organisationId, sees: 'teams', userId: actor.userId, teamIds: [...actor.teamIds].sort() };
}

/** What an actor may name in a change: a key that only writes names what it can not read. */
export function writableScopeOf(actor: Actor): Scope {
  return scopeOf(actor.kind === 'key' ? { ...actor, scopes: [...actor.scopes, 'TICKETS_READ'] } : actor);
}

/** Which rows of `tickets t` a scope sees: for lists, nodes, counts, changes, uploads and pushes alike. */
export function visibleTickets(scope: Scope): Sql<boolean> {
  const organisation = sql<boolean>`t.organisation_id = ${scope.organisationId}`;
  switch (scope.sees) {
    case 'nothing':
      return sql<boolean>`false`;
    case 'everything':
      return organisation;
    case 'queues':
      return sql<boolean>`(${organisation} and t.queue_id = any (${scope.queueIds}::uuid[]))`;
    case 'own':
      // The union is read once by its two indexes; conditions joined by 'or' would walk the organisation.
      return sql<boolean>`(${organisation} and t.id in (
        select own.id from tickets own where own.organisation_id = ${scope.organisationId} and own.requester_id = ${scope.userId}
        union all
        select tp.ticket_id from ticket_people tp where tp.organisation_id = ${scope.organisationId} and tp.user_id = ${scope.userId}))`;
    case 'teams':
      return sql<boolean>`(${organisation} and (${openToTeams(scope)} or t.requester_id = ${scope.userId} or exists (
        select from ticket_people tp where tp.organisation_id = ${scope.organisationId} and tp.ticket_id = t.id
          and tp.user_id = ${scope.userId} and tp.asked_in)))`;
  }
}

/**
 * On which of the tickets `t` that a scope sees it sees what is internal too: agents do, but not on a ticket in another
 * team's `TEAM` queue that they see only because they asked for it or are affected by it.
 */
export function internalVisible(scope: Scope): Sql<boolean> {
  switch (scope.sees) {
    case 'nothing':
    case 'own':
      return sql<boolean>`false`;
    case 'everything':
    case 'queues':
      return sql<boolean>`true`;
    case 'teams':
      return sql<boolean>`(${openToTeams(scope)} or exists (
        select from ticket_people tp where tp.organisation_id = ${scope.organisationId} and tp.ticket_id = t.id
          and tp.user_id = ${scope.userId} and tp.relation in ('WATCHER', 'APPROVER') and tp.asked_in))`;
  }
}

/**
 * On which of the tickets `t` that a scope sees it sees the records of the work (diagnoses, plans, approvals): where it sees what is
 * internal, and where it was asked to approve, so that nobody decides about what they can not read.
 */
export function recordsVisible(scope: Scope): Sql<boolean> {
  if (scope.sees !== 'own') return internalVisible(scope);
  return sql<boolean>`exists (select from ticket_people tp where tp.organisation_id = ${scope.organisationId}
    and tp.ticket_id = t.id and tp.user_id = ${scope.userId} and tp.relation = 'APPROVER')`;
}

/** Which rows of `queues q` a scope may know of. */
export function visibleQueues(scope: Scope): Sql<boolean> {
  const organisation = sql<boolean>`q.organisation_id = ${scope.organisationId}`;
  switch (scope.sees) {
    case 'nothing':
      return sql<boolean>`false`;
    case 'everything':
    case 'teams':
      return organisation;
    case 'queues':
      return sql<boolean>`(${organisation} and q.id = any (${scope.queueIds}::uuid[]))`;
    case 'own':
      return sql<boolean>`(${organisation} and q.visibility = 'ORGANISATION')`;
  }
}

/** Whether a scope sees what everybody of the organisation may name: its services and forms. */
export function inCatalogue(scope: Scope, alias: string): Sql<boolean> {
  if (scope.sees === 'nothing') return sql<boolean>`false`;
  return sql<boolean>`${sql.ref(`${alias}.organisation_id`)} = ${scope.organisationId}`;
}

/** Whether a scope sees what staff and programs name: configuration items and templates. */
export function inStaffCatalogue(scope: Scope, alias: string): Sql<boolean> {
  return seesColleagues(scope) ? inCatalogue(scope, alias) : sql<boolean>`false`;
}

/** Which rows of `users u` a scope may list or fetch by id. */
export function visibleUsers(scope: Scope): Sql<boolean> {
  const organisation = sql<boolean>`u.organisation_id = ${scope.organisationId}`;
  if (scope.sees === 'nothing') return sql<boolean>`false`;
  return scope.sees === 'own' ? sql<boolean>`(${organisation} and u.id = ${scope.userId})` : organisation;
}

/** Whether a scope may list teams and see the e-mail addresses of others. */
export function seesColleagues(scope: Scope): boolean {
  return scope.sees !== 'own' && scope.sees !== 'nothing';
}

function openToTeams(scope: {
  organisationId: string;
  userId: string;
  teamIds: readonly string[];
}): Sql<boolean> {
  return sql<boolean>`(t.assignee_id = ${scope.userId} or t.queue_id not in (
    select closed.id from queues closed where closed.organisation_id = ${scope.organisationId}
      and closed.visibility = 'TEAM' and closed.team_id <> all (${scope.teamIds}::uuid[])))`;
}
