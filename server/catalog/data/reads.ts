import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type NameFilter, namedAs } from '../../platform/db/name-filter.js';
import { byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, sql } from '../../platform/db/sql.js';
import { CategoryEntity, type CategoryRow, QueueEntity, type QueueRow } from './entities.js';
import { visibleQueues } from './visibility.js';

const queueColumns = columns(QueueEntity, 'q');
const categoryColumns = columns(CategoryEntity, 'c');

/** Queues by id that the actor can see. */
export async function queuesById(reads: ActorReads, ids: readonly string[]): Promise<(QueueRow | null)[]> {
  const rows = await reads.query(sql<QueueRow>`select ${queueColumns} from queues q
    where ${visibleQueues(reads.scope)} and q.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** The queues of each team that the actor can see, by name. */
export async function queuesOfTeams(reads: ActorReads, teamIds: readonly string[]): Promise<QueueRow[][]> {
  const rows = await reads.query(sql<QueueRow>`select ${queueColumns} from queues q
    where ${visibleQueues(reads.scope)} and q.team_id = any (${teamIds}::uuid[]) order by q.name`);
  const byTeam = Map.groupBy(rows, (row) => row.teamId);
  return teamIds.map((id) => byTeam.get(id) ?? []);
}

const queuesByName = byName<QueueRow>('queues', 'q');

/** A page of the queues that the actor can see. */
export async function listQueues(
  reads: ActorReads,
  filter: NameFilter,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<QueueRow>> {
  const source = sql`from queues q where ${visibleQueues(reads.scope)} and ${namedAs('q', filter)}`;
  return orderedPage(reads, queuesByName, args, queueColumns, source);
}

/** Categories by id. */
export async function categoriesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(CategoryRow | null)[]> {
  const rows = await reads.query(sql<CategoryRow>`select ${categoryColumns} from categories c
    where c.organisation_id = ${reads.organisationId} and c.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const categoriesByName = byName<CategoryRow>('categories', 'c');

/** A page of categories and subcategories. */
export async function listCategories(
  reads: ActorReads,
  filter: {
    ticketType?: string | null | undefined;
    parentId?: string | null | undefined;
    active?: boolean | null | undefined;
  },
  args: OrderedArgs<'NAME'>,
): Promise<Connection<CategoryRow>> {
  const ofType = filter.ticketType ? sql`c.ticket_type = ${filter.ticketType}` : sql`true`;
  const below = filter.parentId ? sql`c.parent_id = ${filter.parentId}` : sql`true`;
  const inUse = typeof filter.active === 'boolean' ? sql`c.active = ${filter.active}::boolean` : sql`true`;
  const source = sql`from categories c
    where c.organisation_id = ${reads.organisationId} and ${ofType} and ${below} and ${inUse}`;
  return orderedPage(reads, categoriesByName, args, categoryColumns, source);
}
