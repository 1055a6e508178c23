import {
  boundedCount,
  type Count,
  type Cursors,
  cappedCount,
  type Order,
  type PageArgs,
  pageClause,
  readingOrder,
  type Window,
  windowOf,
} from './page.js';
import type { Batch, ReadSession } from './read-session.js';
import { type Sql, sql } from './sql.js';

/** A page of the children of a parent, and the fields that are selected. Equal pages have equal names. */
export interface NestedPage {
  args: PageArgs;
  asked: ReadonlySet<string>;
  name: string;
}

/** For one parent. */
export interface NestedKey {
  parentId: string;
  page: NestedPage;
  name: string;
}

export function nestedKey(parentId: string, page: NestedPage): NestedKey {
  return { parentId, page, name: `${parentId} ${page.name}` };
}

/** The children of `parent.id`, for any parent. */
export interface Children<S, R> {
  order: Order<R>;
  /** Omitted where cursors are not sealed. */
  cursors?(session: S): Cursors<R>;
  columns(session: S, asked: ReadonlySet<string>): Sql;
  /** `from … where …` with `parent.id` in it. */
  source(session: S): Sql;
}

/** A list of the children of a parent, in pages. */
export interface NestedList<S extends ReadSession, R> {
  order: Order<R>;
  pages: Batch<S, NestedKey, R[]>;
  counts: Batch<S, string, Count>;
}

export function nestedList<S extends ReadSession, R>(children: Children<S, R>): NestedList<S, R> {
  return { order: children.order, pages: pagesByParent(children), counts: countsByParent(children) };
}

type Nested<R> = R & { parentId: string };

/** Reads one page of children for each of many parents: one statement for all that select the same page. */
export function pagesByParent<S extends ReadSession, R>(
  children: Children<S, R>,
): (session: S, keys: readonly NestedKey[]) => Promise<R[][]> {
  return async (session, keys) => {
    const found = new Map<NestedKey, R[]>();
    const groups = [...Map.groupBy(keys, (key) => key.page.name).values()];
    await Promise.all(
      groups.map(async (group) => {
        const [{ page }] = group as [NestedKey, ...NestedKey[]];
        const window = windowOf(page.args, children.order, children.cursors?.(session));
        const parents = group.map((key) => key.parentId);
        const rows = await session.query(statement(session, children, window, page.asked, parents));
        const byParent = Map.groupBy(rows, (row) => row.parentId);
        for (const key of group)
          found.set(key, inOrder(byParent.get(key.parentId) ?? [], children.order, window));
      }),
    );
    return keys.map((key) => found.get(key) ?? []);
  };
}

/** Counts the children of each parent, up to the limit. */
export function countsByParent<S extends ReadSession, R>(children: Children<S, R>): Batch<S, string, Count> {
  return async (session, parentIds) => {
    const rows = await session.query(sql<{ parentId: string; count: number }>`
      select parent.id as "parentId", counted.count from unnest(${parentIds}::uuid[]) parent (id)
      cross join lateral (${boundedCount(children.source(session))}) counted`);
    const counts = new Map(rows.map((row) => [row.parentId, row.count]));
    return parentIds.map((id) => cappedCount(counts.get(id) ?? 0));
  };
}

function statement<S, R>(
  session: S,
  children: Children<S, R>,
  window: Window,
  asked: ReadonlySet<string>,
  parentIds: string[],
): Sql<Nested<R>> {
  return sql<Nested<R>>`select parent.id as "parentId", child.* from unnest(${parentIds}::uuid[]) parent (id)
    cross join lateral (select ${children.columns(session, asked)} ${children.source(session)}
      and ${pageClause(children.order, window)}) child`;
}

// A lateral join does not guarantee an order. Texts come in the one in which they were read.
function inOrder<R>(rows: R[], order: Order<R>, window: Window): R[] {
  const compare = readingOrder(order, window);
  return compare ? rows.sort(compare) : rows;
}
