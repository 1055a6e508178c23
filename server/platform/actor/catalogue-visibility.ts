import { type Sql, sql } from '../db/sql.js';
import { type Scope, seesColleagues } from './scope.js';
/** Whether a scope can see services and forms, which all users can name. */
export function inCatalogue(scope: Scope, alias: string): Sql<boolean> {
  if (scope.sees === 'nothing') return sql<boolean>`false`;
  return sql<boolean>`${sql.ref(`${alias}.organisation_id`)} = ${scope.organisationId}`;
}

/** Whether a scope sees what staff and programs name: configuration items and templates. */
export function inStaffCatalogue(scope: Scope, alias: string): Sql<boolean> {
  return seesColleagues(scope) ? inCatalogue(scope, alias) : sql<boolean>`false`;
}
