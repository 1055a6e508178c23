import { type UserRow, userColumns, usersByName, visibleUsers } from '../../identity/people/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import { type Children, countsByParent, pagesByParent } from '../../platform/db/nested-page.js';
import { byName, type OrderedArgs, orderOf } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, sql } from '../../platform/db/sql.js';
import { CompanyEntity, type CompanyRow } from './entities.js';
import { visibleCompanies } from './visibility.js';

const companyColumns = columns(CompanyEntity, 'co');

/** Companies by id that the actor can see. */
export async function companiesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(CompanyRow | null)[]> {
  const rows = await reads.query(sql<CompanyRow>`select ${companyColumns} from companies co
    where ${visibleCompanies(reads)} and co.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const companiesByName = byName<CompanyRow>('companies', 'co');

/** A page of companies; empty for requesters. */
export async function listCompanies(
  reads: ActorReads,
  active: boolean | null | undefined,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<CompanyRow>> {
  const inUse = typeof active === 'boolean' ? sql`co.active = ${active}::boolean` : sql`true`;
  const source = sql`from companies co where ${inStaffCatalogue(reads.scope, 'co')} and ${inUse}`;
  return orderedPage(reads, companiesByName, args, companyColumns, source);
}

/** The order of the people of a company: by name. */
export const peopleOrder = orderOf(usersByName, null);

const people: Children<ActorReads, UserRow> = {
  order: peopleOrder,
  columns: () => userColumns,
  source: (reads) => sql`from users u where ${visibleUsers(reads)} and u.company_id = parent.id`,
};

export const peoplePages = pagesByParent(people);
export const peopleCounts = countsByParent(people);
