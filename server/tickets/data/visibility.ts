import { type Sql, sql } from '../../platform/db/sql.js';
import { type Scope } from '../../platform/viewer/scope.js';

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

/**
 * Which rows of `tickets t` somebody sees who is the row `me` of a packet: what `visibleTickets` says of their scope. For one ticket, or
 * some by their ids: along no index would it find them.
 */
export function visibleToMe(organisationId: string): Sql<boolean> {
  const asked = sql`exists (select 1 from ticket_people tp where tp.organisation_id = ${organisationId}
    and tp.ticket_id = t.id and tp.user_id = me.user_id`;
  return sql<boolean>`(t.organisation_id = ${organisationId} and case me.sees
    when 'everything' then true
    when 'queues' then t.queue_id = any (me.queue_ids)
    when 'teams' then ${openToMe(organisationId)} or t.requester_id = me.user_id or ${asked} and tp.asked_in)
    when 'own' then t.requester_id = me.user_id or ${asked})
    else false end)`;
}

/** On which of them they see what is internal too: what `internalVisible` says of their scope. */
export function internalVisibleToMe(organisationId: string): Sql<boolean> {
  return sql<boolean>`case me.sees
    when 'everything' then true
    when 'queues' then true
    when 'teams' then ${openToMe(organisationId)} or exists (select 1 from ticket_people tp
      where tp.organisation_id = ${organisationId} and tp.ticket_id = t.id and tp.user_id = me.user_id
        and tp.relation in ('WATCHER', 'APPROVER') and tp.asked_in)
    else false end`;
}

function openToMe(organisationId: string): Sql<boolean> {
  return sql<boolean>`(t.assignee_id is not distinct from me.user_id or not exists (
    select 1 from queues closed where closed.organisation_id = ${organisationId} and closed.id = t.queue_id
      and closed.visibility = 'TEAM' and closed.team_id <> all (me.team_ids)))`;
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
