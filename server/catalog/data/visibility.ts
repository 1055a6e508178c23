import { type Sql, sql } from '../../platform/db/sql.js';
import { type Scope } from '../../platform/viewer/scope.js';
/** The `queues q` that a scope can see. */
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
