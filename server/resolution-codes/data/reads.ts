import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inCatalogue } from '../../platform/actor/catalogue-visibility.js';
import type { ListOrders, OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, sql } from '../../platform/db/sql.js';
import { ResolutionCodeEntity, type ResolutionCodeRow } from './entities.js';

const codeColumns = columns(ResolutionCodeEntity, 'rc');

/** Resolution codes by id that the actor can see. */
export async function resolutionCodesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ResolutionCodeRow | null)[]> {
  const rows = await reads.query(sql<ResolutionCodeRow>`select ${codeColumns} from resolution_codes rc
    where ${inCatalogue(reads.scope, 'rc')} and rc.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const orders: ListOrders<'CODE', ResolutionCodeRow> = {
  list: 'resolution codes',
  fields: {
    // No two resolution codes of an organisation are the same.
    CODE: [{ sql: 'rc.code', type: 'text', of: ({ code }) => code }],
  },
  usual: { field: 'CODE', direction: 'ASC' },
};

/** A page of the resolution codes that the actor can see. */
export async function listResolutionCodes(
  reads: ActorReads,
  active: boolean | null | undefined,
  args: OrderedArgs<'CODE'>,
): Promise<Connection<ResolutionCodeRow>> {
  const inUse = typeof active === 'boolean' ? sql`rc.active = ${active}::boolean` : sql`true`;
  const source = sql`from resolution_codes rc where ${inCatalogue(reads.scope, 'rc')} and ${inUse}`;
  return orderedPage(reads, orders, args, codeColumns, source);
}
