import type { Deciding, Gathering } from '../../platform/commands/command.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { cycleThrough, type Dependencies } from '../rules/cycle.js';

/** A link table: the objects on the right of each object on the left. */
export interface Link {
  table: string;
  from: string;
  to: string;
  /** The objects on the right. */
  of: 'services' | 'configuration_items';
}

export const links = {
  serviceOnServices: {
    table: 'service_dependencies',
    from: 'service_id',
    to: 'on_service_id',
    of: 'services',
  },
  serviceOnItems: { table: 'service_items', from: 'service_id', to: 'item_id', of: 'configuration_items' },
  itemOnItems: {
    table: 'configuration_item_dependencies',
    from: 'item_id',
    to: 'on_item_id',
    of: 'configuration_items',
  },
  ticketServices: { table: 'ticket_services', from: 'ticket_id', to: 'service_id', of: 'services' },
  ticketItems: {
    table: 'ticket_configuration_items',
    from: 'ticket_id',
    to: 'item_id',
    of: 'configuration_items',
  },
} as const satisfies Record<string, Link>;

const nodes = {
  services: { type: 'Service', name: 'service' },
  configuration_items: { type: 'ConfigurationItem', name: 'configuration item' },
} as const;

/** The objects on the right of one object, in order. */
export async function linkedIds(command: CommandContext, link: Link, id: string): Promise<string[]> {
  const rows = await command.query(sql<{
    id: string;
  }>`select ${sql.ref(link.to)} as id from ${sql.table(link.table)}
    where organisation_id = ${command.organisationId} and ${sql.ref(link.from)} = ${id} order by 1`);
  return rows.map((row) => row.id);
}

/** The same as facts of a command; SQL gives the id of the object on the left. */
export function linkedTo({ me, organisationId }: Gathering, link: Link, id: Sql): Sql<{ id: string }> {
  const [from, to] = [sql.ref(`l.${link.from}`), sql.ref(`l.${link.to}`)];
  return sql<{ id: string }>`select ${to} as id from ${me}
    join ${sql.table(link.table)} l on l.organisation_id = ${organisationId} and ${from} = ${id} order by 1`;
}

/** Replaces the objects on the right of one object. */
export async function relink(
  command: CommandContext,
  link: Link,
  id: string,
  ids: readonly string[],
): Promise<void> {
  await command.query(replaceLinks(command.organisationId, link, id, ids));
}

/** SQL that replaces the objects on the right of one object. */
export function replaceLinks(organisationId: string, link: Link, id: string, ids: readonly string[]): Sql {
  const [table, from, to] = [sql.table(link.table), sql.ref(link.from), sql.ref(link.to)];
  return sql`with removed as (delete from ${table}
      where organisation_id = ${organisationId} and ${from} = ${id} and ${to} <> all (${ids}::uuid[]))
    insert into ${table} (organisation_id, ${from}, ${to})
    select ${organisationId}::uuid, ${id}::uuid, given.id from unnest(${ids}::uuid[]) given (id) on conflict do nothing`;
}

/** A service or an item that an input names. */
export interface NamedEnd {
  id: string;
  active: boolean;
}

/** Services or items by an array of ids, which is SQL. */
export function endsNamed({ me, organisationId }: Gathering, of: Link['of'], ids: Sql): Sql<NamedEnd> {
  return sql<NamedEnd>`select o.id, o.active from ${me}
    join ${sql.table(of)} o on o.organisation_id = ${organisationId} and o.id = any (${ids})`;
}

/** The same as `endProblems`, but it reads the objects first. */
export async function wrongEnds(
  command: CommandContext,
  of: Link['of'],
  ids: readonly string[],
  field: string,
  before: readonly string[] | null,
): Promise<UserError[]> {
  if (ids.length === 0) return [];
  const rows = await command.query(sql<NamedEnd>`select id, active from ${sql.table(of)}
    where organisation_id = ${command.organisationId} and id = any (${ids}::uuid[])`);
  return endProblems(rows, of, ids, field, before, command);
}

/**
 * Refuses ids that name nothing, and retired objects that were not there before. `before` is null where retired objects are allowed: a
 * dependency does not end when an object is retired.
 */
export function endProblems(
  rows: readonly NamedEnd[],
  of: Link['of'],
  ids: readonly string[],
  field: string,
  before: readonly string[] | null,
  { now, occurredAt }: Pick<Deciding, 'now' | 'occurredAt'>,
): UserError[] {
  const found = new Map(rows.map((row) => [row.id, row.active]));
  // An import can name objects that were retired since.
  const mayBeRetired = before === null || occurredAt < now;
  const { type, name } = nodes[of];
  return ids.flatMap((id) => {
    const active = found.get(id);
    if (active === undefined) return [notFound([field], toGlobalId(type, id), name)];
    if (active || mayBeRetired || before.includes(id)) return [];
    const given = toGlobalId(type, id);
    const retired = invalid([field], 'RETIRED', `The ${name} ${given} is retired. Choose an active one.`);
    return [{ ...retired, id: given }];
  });
}

/**
 * Serialises changes of services and items: two changes of different objects can close a cycle together, and each refers to what the other
 * changes. It is taken before any row is locked.
 */
export async function oneAtATime(command: CommandContext): Promise<void> {
  const lock = `catalogue ${command.organisationId}`;
  await command.query(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
}

/** Refuses dependencies that would make a cycle. */
export async function closesCycle(
  command: CommandContext,
  link: Link,
  id: string,
  ids: readonly string[],
  field: string,
): Promise<UserError | null> {
  const { organisationId } = command;
  const cycle = cycleThrough(id, ids, await dependenciesBehind(command, link, ids));
  if (!cycle) return null;
  const rows = await command.query(sql<{
    id: string;
    name: string;
  }>`select id, name from ${sql.table(link.of)}
    where organisation_id = ${organisationId} and id = any (${cycle}::uuid[])`);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  const way = cycle.map((step) => names.get(step)).join(' → ');
  return invalid([field], 'CYCLE', `A dependency must not lead back to its beginning: ${way}.`);
}

/** All direct and indirect dependencies of these objects. */
async function dependenciesBehind(
  command: CommandContext,
  link: Link,
  ids: readonly string[],
): Promise<Dependencies> {
  const [table, from, to] = [sql.table(link.table), sql.ref(`d.${link.from}`), sql.ref(`d.${link.to}`)];
  const rows = await command.query(sql<{ from: string; to: string }>`
    with recursive behind (id) as (
      select unnest(${ids}::uuid[])
      union
      select ${to} from ${table} d join behind on ${from} = behind.id where d.organisation_id = ${command.organisationId}
    )
    select ${from} as "from", ${to} as "to" from ${table} d join behind on ${from} = behind.id
    where d.organisation_id = ${command.organisationId}`);
  const dependencies = new Map<string, string[]>();
  for (const row of rows) dependencies.set(row.from, [...(dependencies.get(row.from) ?? []), row.to]);
  return dependencies;
}
