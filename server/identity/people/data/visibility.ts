import { type Scope } from '../../../platform/actor/scope.js';
import { type Sql, sql } from '../../../platform/db/sql.js';
/** The `users u` that a scope can list or fetch by id. */
export function visibleUsers(scope: Scope): Sql<boolean> {
  const organisation = sql<boolean>`u.organisation_id = ${scope.organisationId}`;
  if (scope.sees === 'nothing') return sql<boolean>`false`;
  return scope.sees === 'own' ? sql<boolean>`(${organisation} and u.id = ${scope.userId})` : organisation;
}
