import { seesColleagues } from '../../platform/actor/scope.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { checkIds } from '../../platform/kernel/bad-input.js';
import type { FilterFacts } from './changes.js';
import { haveCommon } from './condition-kinds.js';
import { factsIn } from './facts.js';
import { type Asking, filterCondition } from './filter.js';

/** Whether one of these users participates in a ticket `t`. */
export function participates(
  organisationId: string,
  participation: 'WATCHER' | 'AFFECTED',
  userIds: readonly string[],
): Sql<boolean> {
  return sql<boolean>`t.id in (select tp.ticket_id from ticket_people tp where tp.organisation_id = ${organisationId}
    and tp.user_id = any (${userIds}::uuid[]) and tp.participation = ${sql.lit(participation)})`;
}

/** Users of whom one participates in the ticket. */
function people(
  participation: 'WATCHER' | 'AFFECTED',
  of: (facts: FilterFacts) => readonly string[] | undefined,
  seen = (ids: string[], _asking: Asking) => ids,
) {
  return filterCondition({
    checked: (given: readonly string[], argument, asking) => seen(checkIds(argument, given, 'User'), asking),
    sql: (ids, organisationId) => participates(organisationId, participation, ids),
    matches: (ids, facts) => haveCommon(ids, of(facts)),
  });
}

/** Of the watchers, requesters see only themselves. */
function seenWatchers(ids: string[], { reads }: Asking): string[] {
  return seesColleagues(reads.scope) ? ids : ids.filter((id) => id === reads.userId);
}

export const watcherIds = people('WATCHER', (facts) => factsIn(facts)?.watchers, seenWatchers);
export const affectedUserIds = people('AFFECTED', (facts) => factsIn(facts)?.affectedUsers);
