import type { UserActor } from '../../platform/actor/actor.js';
import { TicketViewerRelation } from '../../platform/contract/generated/enums.js';
import type { Sql } from '../../platform/db/sql.js';
import { completeRecords, ExtensionPoint } from '../../platform/extensions/extension-point.js';
import type { FilterFacts } from './changes.js';
import { among, haveCommon } from './condition-kinds.js';
import { factsIn } from './facts.js';
import { type Asking, anyFilter, type CheckedCondition, type Match } from './filter.js';
import { participates } from './people-conditions.js';
import { workedBy } from './team-conditions.js';

/** The condition of a relation of the viewer to a ticket. */
type ViewerRelation = (viewer: UserActor, asking: Asking) => CheckedCondition;

/** Declares a relation of a user to a ticket, in two forms that agree. */
export function viewerRelation(declared: {
  sql(userId: string, organisationId: string): Sql<boolean>;
  matches(userId: string, facts: FilterFacts): Match;
}): ViewerRelation {
  return ({ userId }) => ({
    sql: (organisationId) => declared.sql(userId, organisationId),
    matches: (facts) => declared.matches(userId, facts),
    inOrder: false,
    queues: null,
    counted: false,
  });
}

export type ViewerRelations = { readonly [Name in TicketViewerRelation]?: ViewerRelation };

/** The values of `TicketViewerRelation`. The module that owns the data declares them. */
export const viewerRelations = new ExtensionPoint<ViewerRelations, ReadonlyMap<string, ViewerRelation>>(
  'relations of the viewer',
  (added) => completeRecords('relation of the viewer', Object.keys(TicketViewerRelation), added),
);

/** The relations by data of tickets. */
export const ownRelations: ViewerRelations = {
  ASSIGNED_TO_ME: viewerRelation({
    sql: (userId) => among('assignee_id', 'uuid', [userId]),
    matches: (userId, { assignee }) => assignee === userId,
  }),
  MY_TEAMS: ({ teamIds }, asking) => ({ ...workedBy(teamIds, asking), byMyTeams: true }),
  WATCHED_BY_ME: viewerRelation({
    sql: (userId, organisationId) => participates(organisationId, 'WATCHER', [userId]),
    matches: (userId, facts) => haveCommon([userId], factsIn(facts)?.watchers),
  }),
  REQUESTED_BY_ME: viewerRelation({
    sql: (userId) => among('requester_id', 'uuid', [userId]),
    matches: (userId, { requester }) => requester === userId,
  }),
};

/** Relations of which the viewer has one. An API key has none. */
export function viewer(
  given: readonly TicketViewerRelation[],
  _argument: string,
  asking: Asking,
): CheckedCondition {
  const { actor, extensions } = asking.reads;
  const known = extensions.at(viewerRelations);
  if (actor?.kind !== 'user') return anyFilter([]);
  const relations = [...new Set(given)].map((name) => known.get(name)).filter((one) => one !== undefined);
  return anyFilter(relations.map((relation) => [relation(actor, asking)]));
}
