import type { ActorScope, Scope } from '../../platform/actor/scope.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/** Who reads, as parts of a statement: the values of a scope, or the columns of a row `me`. */
interface ActorSql {
  organisationId: string;
  userId: Sql;
  teamIds: Sql;
  queueIds: Sql;
  /** Only of a class of readers. */
  ticketId: Sql;
  /** Whether lists of tickets are looked at, or some by their ids. */
  looksAt: 'lists' | 'some';
}

/** A rule about a ticket `t`, for each kind of scope. `maySee` and its like are the same rules over values. */
type Rule = Readonly<Record<Scope['sees'], (actor: ActorSql) => Sql<boolean>>>;

/** The kinds of scope that a row `me` can have: no class of readers runs a command. */
const ofActors = ['nothing', 'everything', 'queues', 'teams', 'own'] as const satisfies ActorScope['sees'][];

const always = () => sql<boolean>`true`;
const never = () => sql<boolean>`false`;

const seen: Rule = {
  nothing: never,
  everything: always,
  queues: ({ queueIds }) => sql<boolean>`t.queue_id = any (${queueIds})`,
  teams: (actor) =>
    sql<boolean>`(${openToTeams(actor)} or t.requester_id = ${actor.userId} or ${takesPart(actor, sql`tp.grants_access`)})`,
  own: (actor) => sql<boolean>`(t.requester_id = ${actor.userId} or ${takesPart(actor, sql`true`)})`,
  staff: isOpenTo,
  ticket: ({ ticketId }) => sql<boolean>`t.id = ${ticketId}`,
};

const seenWithInternal: Rule = {
  nothing: never,
  everything: always,
  queues: always,
  teams: (actor) =>
    sql<boolean>`(${openToTeams(actor)} or ${takesPart(actor, sql`tp.participation in ('WATCHER', 'APPROVER') and tp.grants_access`)})`,
  own: never,
  // Staff read all of a ticket that all of their class see.
  staff: isOpenTo,
  ticket: never,
};

const seenWithRecords: Rule = {
  ...seenWithInternal,
  own: (actor) => takesPart(actor, sql`tp.participation = 'APPROVER'`),
};

/** Whether all tickets of the queue of `t` are seen, because of the queue alone. */
const seenWithQueue: Rule = {
  nothing: never,
  everything: always,
  queues: seen.queues,
  teams: inOpenQueue,
  own: never,
  staff: isOpenTo,
  ticket: never,
};

/** Assigned to the actor, or in a queue that is open to the organisation or belongs to a team of the actor. */
function openToTeams(actor: ActorSql): Sql<boolean> {
  return sql<boolean>`(t.assignee_id is not distinct from ${actor.userId} or ${inOpenQueue(actor)})`;
}

function inOpenQueue(actor: ActorSql): Sql<boolean> {
  return isNotClosed(actor, sql`closed.team_id <> all (${actor.teamIds})`);
}

/** In a queue that is open to the organisation, or in one of the `TEAM` queues that a class of staff sees. */
function isOpenTo(reader: ActorSql): Sql<boolean> {
  return isNotClosed(reader, sql`closed.id <> all (${reader.queueIds})`);
}

/** Whether the ticket is not in one of these `TEAM` queues. */
function isNotClosed({ organisationId, looksAt }: ActorSql, toReader: Sql): Sql<boolean> {
  const closed = closedQueues(organisationId, toReader);
  // For lists, the closed queues are read once, whatever the number of tickets.
  return looksAt === 'lists'
    ? sql<boolean>`t.queue_id not in (select closed.id from queues closed where ${closed})`
    : sql<boolean>`not exists (select 1 from queues closed where closed.id = t.queue_id and ${closed})`;
}

/** The `TEAM` queues `closed` that are closed to a reader. */
function closedQueues(organisationId: string, toReader: Sql): Sql<boolean> {
  return sql<boolean>`closed.organisation_id = ${organisationId} and closed.visibility = 'TEAM' and ${toReader}`;
}

/** Whether the actor participates in the ticket in the way of `how`. */
function takesPart({ organisationId, userId }: ActorSql, how: Sql): Sql<boolean> {
  return sql<boolean>`exists (select 1 from ticket_people tp where tp.organisation_id = ${organisationId}
    and tp.ticket_id = t.id and tp.user_id = ${userId} and ${how})`;
}

/** A rule for a scope that is known. */
function forScope(rule: Rule, scope: Scope, looksAt: ActorSql['looksAt'] = 'lists'): Sql<boolean> {
  return rule[scope.sees]({
    organisationId: scope.organisationId,
    userId: sql`${'userId' in scope ? scope.userId : null}::uuid`,
    teamIds: sql`${'teamIds' in scope ? scope.teamIds : []}::uuid[]`,
    queueIds: sql`${'queueIds' in scope ? scope.queueIds : []}::uuid[]`,
    ticketId: sql`${'ticketId' in scope ? scope.ticketId : null}::uuid`,
    looksAt,
  });
}

/** The same rule for the actor in the row `me`: `me.sees`, `me.user_id`, `me.team_ids`, `me.queue_ids`. */
function forMe(rule: Rule, organisationId: string): Sql<boolean> {
  const me: ActorSql = {
    organisationId,
    userId: sql`me.user_id`,
    teamIds: sql`me.team_ids`,
    queueIds: sql`me.queue_ids`,
    ticketId: sql`null::uuid`,
    looksAt: 'some',
  };
  const cases = ofActors.map((sees) => sql`when ${sql.lit(sees)} then ${rule[sees](me)}`);
  return sql<boolean>`case me.sees ${sql.join(cases, sql` `)} end`;
}

/** The `tickets t` that a scope cannot see. */
export function hiddenTickets(scope: Scope): Sql<boolean> {
  const { organisationId } = scope;
  if (scope.sees !== 'staff')
    return sql<boolean>`(t.organisation_id = ${organisationId} and not ${visibleTickets(scope)})`;
  // Few queues are closed: by them, tickets are found by their index.
  const closed = closedQueues(organisationId, sql`closed.id <> all (${scope.queueIds}::uuid[])`);
  return sql<boolean>`(t.organisation_id = ${organisationId}
    and t.queue_id in (select closed.id from queues closed where ${closed}))`;
}

/** The `tickets t` that a scope can see: for lists, nodes, counts, commands, uploads and pushes alike. */
export function visibleTickets(scope: Scope): Sql<boolean> {
  const { organisationId } = scope;
  if (scope.sees !== 'own')
    return sql<boolean>`(t.organisation_id = ${organisationId} and ${forScope(seen, scope)})`;
  // The same as `seen.own`, for lists: the union is read once by its two indexes; 'or' would read all tickets of the organisation.
  return sql<boolean>`(t.organisation_id = ${organisationId} and t.id in (
    select own.id from tickets own where own.organisation_id = ${organisationId} and own.requester_id = ${scope.userId}
    union all
    select tp.ticket_id from ticket_people tp where tp.organisation_id = ${organisationId} and tp.user_id = ${scope.userId}))`;
}

/** Whether a scope sees all tickets of the queue of `t`: a ticket, or a count of tickets. */
export function seesQueueWhole(scope: Scope): Sql<boolean> {
  return forScope(seenWithQueue, scope);
}

/**
 * The tickets `t` that a scope sees for another reason than their queue, as conditions of which no two hold for one ticket: so the tickets
 * of each are found along an index of its own. `queueIds`: only tickets of these queues are of interest; null: of all. When the scope sees
 * these queues whole, no ticket is read.
 */
export function seenPersonally(scope: Scope, queueIds: readonly string[] | null): Sql<boolean>[] {
  const { organisationId } = scope;
  const partIn = (userId: string, which: Sql) => sql`t.id in (select tp.ticket_id from ticket_people tp
    where tp.organisation_id = ${organisationId} and tp.user_id = ${userId} and ${which})`;
  switch (scope.sees) {
    case 'teams': {
      const { userId, teamIds } = scope;
      const named = queueIds ? sql` and closed.id = any (${queueIds}::uuid[])` : sql``;
      const closed = sql`from queues closed where ${closedQueues(organisationId, sql`closed.team_id <> all (${teamIds}::uuid[])`)}${named}`;
      const inClosed = sql`exists (select 1 ${closed}) and t.queue_id = any (array(select closed.id ${closed}))`;
      const reasons = [
        sql`t.assignee_id = ${userId}`,
        sql`t.requester_id = ${userId}`,
        partIn(userId, sql`tp.grants_access`),
      ];
      return eachOnce(reasons).map((reason) => sql<boolean>`(${inClosed} and ${reason})`);
    }
    case 'own':
      return eachOnce([sql`t.requester_id = ${scope.userId}`, partIn(scope.userId, sql`true`)]);
    case 'ticket':
      return [sql`t.id = ${scope.ticketId}`];
    default:
      return [];
  }
}

/** The conditions, each without the tickets that one before it has. */
function eachOnce(conditions: readonly Sql[]): Sql<boolean>[] {
  return conditions.map((condition, i) => {
    const before = conditions.slice(0, i).map((one) => sql`(${one}) is not true`);
    return sql<boolean>`(${sql.join([condition, ...before], sql` and `)})`;
  });
}

/** What decides about the sight of a ticket beside the participations. */
export interface Placed {
  queue: string;
  assignee: string | null;
  requester: string;
}

/**
 * Whether a scope sees a ticket that is placed like this, for this reason alone: a ticket as it was before or after an event. The rights
 * are those of now.
 */
export function seesPlaced(scope: Scope, { queue, assignee, requester }: Placed): Sql<boolean> {
  return sql<boolean>`exists (select 1 from (select ${scope.organisationId}::uuid as organisation_id, null::uuid as id, ${queue}::uuid as queue_id,
    ${assignee}::uuid as assignee_id, ${requester}::uuid as requester_id) t where ${forScope(seen, scope, 'some')})`;
}

/**
 * The visible tickets `t` whose internal notes a scope can read: agents can, except on a ticket in another team's `TEAM` queue that they
 * see only as its requester or an affected user.
 */
export function internalVisible(scope: Scope): Sql<boolean> {
  return forScope(seenWithInternal, scope);
}

/**
 * The visible tickets `t` whose records (diagnoses, plans, approvals) a scope can see: where it can read internal notes, and where the user
 * is an approver, who must be able to read what they decide about.
 */
export function recordsVisible(scope: Scope): Sql<boolean> {
  return forScope(seenWithRecords, scope);
}

/** Which rows of `tickets t` the row `me` sees. For tickets by their ids: it finds none by an index. */
export function visibleToMe(organisationId: string): Sql<boolean> {
  return sql<boolean>`(t.organisation_id = ${organisationId} and ${forMe(seen, organisationId)})`;
}

/** Of the tickets `t` that the row `me` sees: where it sees what is internal too. */
export function internalVisibleToMe(organisationId: string): Sql<boolean> {
  return forMe(seenWithInternal, organisationId);
}

/** Of the tickets `t` that the row `me` sees: where it sees the records too. */
export function recordsVisibleToMe(organisationId: string): Sql<boolean> {
  return forMe(seenWithRecords, organisationId);
}

/** Of the tickets `t` that a scope sees: where it sees a part (a comment, an attachment) whose visibility is `visibility`. */
export function partVisible(scope: Scope, visibility: Sql): Sql<boolean> {
  return sql<boolean>`(${visibility} = 'PUBLIC' or ${internalVisible(scope)})`;
}
