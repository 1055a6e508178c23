import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inCatalogue, inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import { type Children, countsByParent, pagesByParent } from '../../platform/db/nested-page.js';
import { byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection, Order } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, sql } from '../../platform/db/sql.js';
import type { ServiceFacts } from '../rules/impact.js';
import { ConfigurationItemEntity, type ItemRow, ServiceEntity, type ServiceRow } from './entities.js';
import { type PartFilter, partFilterSql } from './filter.js';
import { type Link, links } from './links.js';

const serviceColumns = columns(ServiceEntity, 's');
export const itemColumns = columns(ConfigurationItemEntity, 'ci');

/** Services by id that the actor can see. */
export async function servicesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ServiceRow | null)[]> {
  const rows = await reads.query(sql<ServiceRow>`select ${serviceColumns} from services s
    where ${inCatalogue(reads.scope, 's')} and s.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** Configuration items by id that the actor can see. */
export async function itemsById(reads: ActorReads, ids: readonly string[]): Promise<(ItemRow | null)[]> {
  const rows = await reads.query(sql<ItemRow>`select ${itemColumns} from configuration_items ci
    where ${inStaffCatalogue(reads.scope, 'ci')} and ci.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const servicesByName = byName<ServiceRow>('services', 's');
const itemsByName = byName<ItemRow>('configuration items', 'ci');

/** A page of the services that the actor can see. */
export async function listServices(
  reads: ActorReads,
  filter: PartFilter | null | undefined,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<ServiceRow>> {
  const source = sql`from services s where ${inCatalogue(reads.scope, 's')} and ${partFilterSql(reads.scope, filter, 's')}`;
  return orderedPage(reads, servicesByName, args, serviceColumns, source);
}

/** A page of the configuration items that the actor can see. */
export async function listItems(
  reads: ActorReads,
  filter: PartFilter | null | undefined,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<ItemRow>> {
  const source = sql`from configuration_items ci
    where ${inStaffCatalogue(reads.scope, 'ci')} and ${partFilterSql(reads.scope, filter, 'ci')}`;
  return orderedPage(reads, itemsByName, args, itemColumns, source);
}

// Nested lists are ordered by age: by id, whose order is the same in the database and here.
const servicesByAge: Order<ServiceRow> = {
  name: 'linked services',
  descending: false,
  columns: [{ sql: 's.id', type: 'uuid', of: (row) => row.id }],
};
const itemsByAge: Order<ItemRow> = {
  name: 'linked configuration items',
  descending: false,
  columns: [{ sql: 'ci.id', type: 'uuid', of: (row) => row.id }],
};

/** One page of the linked objects of each of many objects. */
export interface Linked<R> {
  order: Order<R>;
  pages: ReturnType<typeof pagesByParent<ActorReads, R>>;
  counts: ReturnType<typeof countsByParent<ActorReads, R>>;
}

function listed<R>(children: Children<ActorReads, R>): Linked<R> {
  return { order: children.order, pages: pagesByParent(children), counts: countsByParent(children) };
}

type Side = 'from' | 'to';

/** Services on one side of a link, by the objects on the other. */
function servicesAt(link: Link, side: Side) {
  const [own, other] = side === 'to' ? [link.to, link.from] : [link.from, link.to];
  return listed<ServiceRow>({
    order: servicesByAge,
    columns: () => serviceColumns,
    source: (reads) => sql`from ${sql.table(link.table)} l
      join services s on s.organisation_id = ${reads.organisationId} and s.id = ${sql.ref(`l.${own}`)}
      where l.organisation_id = ${reads.organisationId} and ${sql.ref(`l.${other}`)} = parent.id
        and ${inCatalogue(reads.scope, 's')}`,
  });
}

/** Configuration items on one side of a link, by the objects on the other. */
function itemsAt(link: Link, side: Side) {
  const [own, other] = side === 'to' ? [link.to, link.from] : [link.from, link.to];
  return listed<ItemRow>({
    order: itemsByAge,
    columns: () => itemColumns,
    source: (reads) => sql`from ${sql.table(link.table)} l
      join configuration_items ci on ci.organisation_id = ${reads.organisationId} and ci.id = ${sql.ref(`l.${own}`)}
      where l.organisation_id = ${reads.organisationId} and ${sql.ref(`l.${other}`)} = parent.id
        and ${inStaffCatalogue(reads.scope, 'ci')}`,
  });
}

export const linked = {
  servicesOfService: servicesAt(links.serviceOnServices, 'to'),
  itemsOfService: itemsAt(links.serviceOnItems, 'to'),
  dependentsOfService: servicesAt(links.serviceOnServices, 'from'),
  itemsOfItem: itemsAt(links.itemOnItems, 'to'),
  dependentsOfItem: itemsAt(links.itemOnItems, 'from'),
  servicesOfItem: servicesAt(links.serviceOnItems, 'from'),
};

// The most dependents of a service that a suggestion reads; it reports fewer reasons.
const MOST_DEPENDENTS = 200;

/** Active services that depend on each service, directly or indirectly: the most critical first. */
export async function dependentsOfServices(
  reads: ActorReads,
  ids: readonly string[],
): Promise<ServiceFacts[][]> {
  const rows = await reads.query(sql<ServiceFacts & { root: string }>`
    with recursive above (root, id) as (
      select id, id from unnest(${ids}::uuid[]) given (id)
      union
      select above.root, d.service_id from service_dependencies d join above on d.on_service_id = above.id
      where d.organisation_id = ${reads.organisationId}
    ), ranked as (
      select above.root, s.id, s.name, s.criticality, row_number() over (partition by above.root
        order by array_position(array['HIGH', 'MEDIUM', 'LOW'], s.criticality), s.name, s.id) as place
      from above join services s on s.id = above.id and s.active and ${inCatalogue(reads.scope, 's')}
      where above.id <> above.root
    )
    select root, id, name, criticality from ranked where place <= ${MOST_DEPENDENTS} order by root, place`);
  const byService = Map.groupBy(rows, (row) => row.root);
  return ids.map((id) => byService.get(id) ?? []);
}
