import { type Scope, seesColleagues } from '../../platform/actor/scope.js';
import type { ConfigurationItemFilter } from '../../platform/contract/generated/types.js';
import { namedAs } from '../../platform/db/name-filter.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { checkIds, checkList } from '../../platform/kernel/bad-input.js';

/** The contract's `ServiceFilter` and `ConfigurationItemFilter`. */
export type PartFilter = ConfigurationItemFilter;

/** The filter as a condition on the rows of a catalogue table. Throws `BadInput`. */
export function partFilterSql(
  scope: Scope,
  filter: PartFilter | null | undefined,
  alias: string,
): Sql<boolean> {
  const { ownerTeamIds, criticalities, kinds, names, namePrefix, active } = filter ?? {};
  const lists = { criticalities, kinds };
  for (const [field, values] of Object.entries(lists)) if (values) checkList(`filter.${field}`, values);
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const conditions: Sql[] = [sql`true`];
  if (ownerTeamIds) {
    // Actors who cannot see owner teams find nothing by them.
    const ids = checkIds('filter.ownerTeamIds', ownerTeamIds, 'Team');
    const teams = seesColleagues(scope) ? ids : [];
    conditions.push(sql`${column('owner_team_id')} = any (${teams}::uuid[])`);
  }
  if (criticalities) conditions.push(sql`${column('criticality')} = any (${criticalities}::text[])`);
  if (kinds) conditions.push(sql`${column('kind')} = any (${kinds}::text[])`);
  if (typeof active === 'boolean') conditions.push(sql`${column('active')} = ${active}::boolean`);
  conditions.push(namedAs(alias, { names, namePrefix }));
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
