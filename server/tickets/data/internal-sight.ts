import type { Scope } from '../../platform/actor/scope.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { FilterFacts } from './changes.js';
import { factsIn } from './facts.js';
import type { Match } from './filter.js';
import { internalVisible } from './visibility.js';

/** Of the tickets that a scope sees: those whose internal notes it can read, in two forms that agree. */
export interface InternalSight {
  readonly of: 'all' | 'some' | 'none';
  readonly sql: Sql<boolean>;
  matches(facts: FilterFacts): Match;
}

/** For conditions and orders by what only readers of internal notes see. */
export function internalSight(scope: Scope): InternalSight {
  switch (scope.sees) {
    case 'own':
    case 'ticket':
    case 'nothing':
      return { of: 'none', sql: sql<boolean>`false`, matches: () => false };
    case 'teams': {
      const { userId, teamIds } = scope;
      return {
        of: 'some',
        sql: internalVisible(scope),
        matches: (facts) => {
          const known = factsIn(facts);
          if (facts.assignee === userId || known?.isOpen || teamIds.includes(known?.team ?? '')) return true;
          return known?.insiders?.includes(userId) ?? null;
        },
      };
    }
    default:
      return { of: 'all', sql: sql<boolean>`true`, matches: () => true };
  }
}

/** Whether two things match together. */
export function both(one: Match, other: Match): Match {
  if (one === false || other === false) return false;
  return one === null || other === null ? null : true;
}
