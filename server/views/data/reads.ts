import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { SavedViewSharing } from '../../platform/contract/generated/enums.js';
import { byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { audiences } from '../rules/sharing.js';
import { SavedViewEntity, type SavedViewRow } from './entities.js';

export const savedViewColumns = columns(SavedViewEntity, 'sv');

/** The `saved_views sv` that an actor reads. `mayRead` is the same over values. */
function visibleViews({ actor, scope, organisationId }: ActorReads): Sql<boolean> {
  if (!actor || scope.sees === 'nothing') return sql<boolean>`false`;
  const { ids, allTeams } = audiences(actor);
  const teams = allTeams
    ? sql` || array(select tm.id from teams tm where tm.organisation_id = ${organisationId})`
    : sql``;
  return sql<boolean>`(sv.organisation_id = ${organisationId} and sv.audience_id = any (${ids}::uuid[]${teams}))`;
}

/** Saved views by id that the actor reads. */
export async function savedViewsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(SavedViewRow | null)[]> {
  const rows = await reads.query(sql<SavedViewRow>`select ${savedViewColumns} from saved_views sv
    where ${visibleViews(reads)} and sv.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const savedViewsByName = byName<SavedViewRow>('saved views', 'sv');

/** A page of the saved views that the actor reads. */
export async function listSavedViews(
  reads: ActorReads,
  sharing: readonly SavedViewSharing[] | null | undefined,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<SavedViewRow>> {
  const shared = sharing ? sql`sv.sharing = any (${sharing}::text[])` : sql`true`;
  const source = sql`from saved_views sv where ${visibleViews(reads)} and ${shared}`;
  return orderedPage(reads, savedViewsByName, args, savedViewColumns, source);
}
