import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type HiddenTicket, MOST_HIDDEN } from '../../platform/actor/witness.js';
import {
  type Children,
  countsByParent,
  type NestedKey,
  type NestedList,
  pagesByParent,
} from '../../platform/db/nested-page.js';
import { inWindow, type Order, readingOrder, type Window, windowOf } from '../../platform/db/page.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { hiddenTickets } from './visibility.js';

const hiddenColumns = sql`t.id as "hiddenId", t.queue_id as "hiddenQueueId"`;
const most = sql.raw(String(MOST_HIDDEN + 1));

interface HiddenRow {
  hiddenId: string;
  hiddenQueueId: string;
}

/** Whether the reader does not see a ticket `t`. */
export const notVisible = ({ scope }: ActorReads): Sql<boolean> => hiddenTickets(scope);

/**
 * Has the witness note the tickets `t` of `from … where …` that the reader does not see. Nothing is read without a witness. `repeated`: a
 * ticket can be there many times. Otherwise no more rows are read than can be noted.
 */
export async function noteHidden(
  reads: ActorReads,
  source: Sql,
  rowsAre: 'once' | 'repeated' = 'once',
): Promise<void> {
  const { witness } = reads;
  if (!witness) return;
  const distinct = sql.raw(rowsAre === 'repeated' ? 'distinct' : '');
  const rows = await reads.query(
    sql<HiddenRow>`select ${distinct} ${hiddenColumns} ${source} and ${notVisible(reads)} limit ${most}`,
  );
  witness.hid(rows.map(toHidden));
}

/** The same for rows that were read by their ids: `source` is `from … where …` of those that were not found. */
export async function noteNotFound(
  reads: ActorReads,
  ids: readonly string[],
  found: readonly { id: string }[],
  source: (ids: readonly string[]) => Sql,
): Promise<void> {
  if (!reads.witness) return;
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) await noteHidden(reads, source(missing));
}

/** A list whose rows can be on tickets `t` that are hidden. */
export interface ChildrenOnTickets<R> extends Children<ActorReads, R> {
  /** `from … where …` of the rows of `parent.id` that are left out because of their ticket `t`, with the aliases of `source`. */
  hidden(reads: ActorReads): Sql;
}

/** A list in pages whose witness notes the tickets that are left out: of a page, those before its end. */
export function listOnTickets<R>(children: ChildrenOnTickets<R>) {
  const pages = pagesByParent(children);
  const counts = countsByParent(children);
  return {
    order: children.order,
    pages: async (reads, keys) => {
      const found = await pages(reads, keys);
      await noteHiddenOnPages(reads, children, keys, found);
      return found;
    },
    counts: async (reads, parentIds) => {
      const [found] = await Promise.all([
        counts(reads, parentIds),
        noteHiddenOf(reads, parentIds, children.hidden(reads)),
      ]);
      return found;
    },
  } satisfies NestedList<ActorReads, R>;
}

/** Has the witness note all tickets `t` that are hidden in the lists of these parents. */
async function noteHiddenOf(reads: ActorReads, parentIds: readonly string[], hidden: Sql): Promise<void> {
  const { witness } = reads;
  if (!witness) return;
  const rows = await reads.query(sql<HiddenRow>`select child.* from unnest(${parentIds}::uuid[]) parent (id)
    cross join lateral (select ${hiddenColumns} ${hidden} limit ${most}) child limit ${most}`);
  witness.hid(rows.map(toHidden));
}

/** Has the witness note the tickets that are hidden on pages that were read: a page with all of its rows depends on none behind them. */
async function noteHiddenOnPages<R>(
  reads: ActorReads,
  children: ChildrenOnTickets<R>,
  keys: readonly NestedKey[],
  pages: readonly R[][],
): Promise<void> {
  const { witness } = reads;
  if (!witness) return;
  const groups = [...Map.groupBy(keys.keys(), (at) => keys[at]?.page.name).values()];
  await Promise.all(
    groups.map(async (group) => {
      const [{ page }] = group.map((at) => keys[at]) as [NestedKey, ...NestedKey[]];
      const window = windowOf(page.args, children.order, children.cursors?.(reads));
      const parentIds = group.map((at) => keys[at]?.parentId);
      const rows = await reads.query(sql<R & HiddenRow & { parentId: string }>`
        select parent.id as "parentId", child.* from unnest(${parentIds}::uuid[]) parent (id) cross join lateral (
          select ${children.columns(reads, page.asked)}, ${hiddenColumns} ${children.hidden(reads)}
            and ${inWindow(children.order, window)} limit ${most}) child`);
      const hidden = Map.groupBy(rows, (row) => row.parentId);
      for (const at of group)
        witness.hid(
          onPage(hidden.get(keys[at]?.parentId ?? '') ?? [], children.order, window, pages[at] ?? []),
        );
    }),
  );
}

/** Has the witness note the tickets `t` of `from … where …` that are hidden on a page that was read of a list. */
export async function noteHiddenOnPage<R>(
  reads: ActorReads,
  { hidden, selected, order, window }: { hidden: Sql; selected: Sql; order: Order<R>; window: Window },
  found: readonly R[],
): Promise<void> {
  const { witness } = reads;
  if (!witness) return;
  const rows = await reads.query(sql<R & HiddenRow>`select ${selected}, ${hiddenColumns} ${hidden}
    and ${inWindow(order, window)} limit ${most}`);
  witness.hid(onPage(rows, order, window, found));
}

/** Of the tickets that are hidden in a list, those before the end of a page that was read. */
function onPage<R>(
  hidden: readonly (R & HiddenRow)[],
  order: Order<R>,
  window: Window,
  found: readonly R[],
): HiddenTicket[] {
  const compare = readingOrder(order, window);
  const end = found.length > window.limit ? found[window.limit - 1] : undefined;
  const isBefore = (row: R): boolean => end === undefined || compare === null || compare(row, end) < 0;
  return hidden.filter(isBefore).map(toHidden);
}

function toHidden({ hiddenId, hiddenQueueId }: HiddenRow): HiddenTicket {
  return { id: hiddenId, queueId: hiddenQueueId };
}
