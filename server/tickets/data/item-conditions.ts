import type { UserActor } from '../../platform/actor/actor.js';
import { seesColleagues } from '../../platform/actor/scope.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { checkIds } from '../../platform/kernel/bad-input.js';
import type { FilterFacts } from './changes.js';
import { haveCommon } from './condition-kinds.js';
import { factsIn } from './facts.js';
import { filterCondition, type Match } from './filter.js';
import { participates } from './people-conditions.js';

type Reader = Pick<UserActor, 'userId' | 'teamIds'>;

/**
 * Whether an agent reads the internal notes of a ticket `t` that they see: of one that they reported or that affects them, they may see only
 * the public part.
 */
function readsInternal({ userId, teamIds }: Reader, organisationId: string): Sql<boolean> {
  return sql<boolean>`(t.assignee_id is not distinct from ${userId}::uuid
    or not (t.requester_id = ${userId}::uuid or ${participates(organisationId, 'AFFECTED', [userId])})
    or exists (select 1 from queues q where q.organisation_id = ${organisationId} and q.id = t.queue_id
      and (q.visibility = 'ORGANISATION' or q.team_id = any (${teamIds}::uuid[]))))`;
}

/** The same over the facts of an event. */
function readsInternalOf({ userId, teamIds }: Reader, facts: FilterFacts): Match {
  const known = factsIn(facts);
  if (!known) return null;
  const concerned = facts.requester === userId || known.affectedUsers.includes(userId);
  return facts.assignee === userId || !concerned || known.isOpen || teamIds.includes(known.team);
}

/** Configuration items of which one is affected. They are internal. */
export const affectedItemIds = filterCondition({
  checked: (given: readonly string[], argument, { reads: { scope } }) => {
    const ids = checkIds(argument, given, 'ConfigurationItem');
    if (scope.sees === 'teams') return { ids, reader: scope };
    return { ids: seesColleagues(scope) ? ids : [], reader: null };
  },
  sql: ({ ids, reader }, organisationId) => {
    const affected = sql<boolean>`t.id in (select ti.ticket_id from ticket_configuration_items ti
      where ti.organisation_id = ${organisationId} and ti.item_id = any (${ids}::uuid[]))`;
    return reader ? sql<boolean>`(${affected} and ${readsInternal(reader, organisationId)})` : affected;
  },
  matches: ({ ids, reader }, facts) => {
    const affected = haveCommon(ids, factsIn(facts)?.items);
    return affected && reader ? readsInternalOf(reader, facts) : affected;
  },
});
