import { type Sql, sql } from '../db/sql.js';
import { invalid, type UserError } from '../kernel/user-errors.js';
import type { CommandContext } from './command-context.js';

/** Tables whose rows have a name that no other row has, with the words for such a row. */
const others = {
  approval_policies: 'policy of the organisation',
  categories: 'category with the same parent',
  configuration_items: 'configuration item of the organisation',
  queues: 'queue of the organisation',
  request_forms: 'form of the organisation',
  services: 'service of the organisation',
  teams: 'team of the organisation',
  ticket_templates: 'template of the organisation',
} as const;

export interface NameRules {
  /** The row that is renamed. Its own name does not count. */
  id?: string;
  /** The condition for the other rows `o` among which the name must be unique, where these are not all of the organisation. */
  among?: Sql;
}

/**
 * Refuses a name that another row has already, or one that looks the same: names are compared without regard to case, spaces and the form
 * of characters. Serialises transactions that take such names: the second one sees the first.
 */
export async function nameTaken(
  command: CommandContext,
  table: keyof typeof others,
  name: string,
  { id, among = sql`true` }: NameRules = {},
): Promise<UserError | null> {
  const { organisationId } = command;
  const place = `${table} ${organisationId} `;
  await command.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${place}::text || name_skeleton(${name}), 0))`,
  );
  const [taken] = await command.query(sql<{ name: string }>`select o.name from ${sql.table(table)} o
    where o.organisation_id = ${organisationId} and o.skeleton = name_skeleton(${name})
      and o.id is distinct from ${id ?? null}::uuid and ${among} limit 1`);
  if (!taken) return null;
  const what = taken.name === name ? 'name is' : `name looks like “${taken.name}”, which is`;
  return invalid(
    ['name'],
    'UNIQUE',
    `${what} already used by another ${others[table]}. Choose another name.`,
  );
}
