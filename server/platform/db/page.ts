import { BadInput } from '../kernel/bad-input.js';
import { decodeCursor, encodeCursor } from '../kernel/cursor.js';
import { type Sql, sql } from './sql.js';

export const DEFAULT_PAGE = 25;
export const MAX_PAGE = 100;
/** Counts stop here, so that a count reads a bounded part of an index. */
export const MAX_COUNT = 10_000;

/** The number of items in all pages, up to the limit. */
export interface Count {
  total: number;
  /** Whether there are more. */
  isCapped: boolean;
}

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A total order: all columns have one direction, so that pages are found by comparing rows, with an index. */
export interface Order<R> {
  /** The name of the order: cursors of other orders are refused. */
  name: string;
  descending: boolean;
  columns: readonly {
    sql: string;
    type: 'uuid' | 'text' | 'int' | 'bigint' | 'timestamptz';
    of(row: R): string | number;
  }[];
}

/** How cursors of a list are written and read. */
export interface Cursors<R> {
  of(row: R): string;
  /** The values of the order's columns; null when it is not a cursor of this list. */
  values(cursor: string): (string | number)[] | null;
}

/** Cursors that are not sealed. */
function openCursors<R>(order: Order<R>): Cursors<R> {
  return {
    of: (row) =>
      encodeCursor(
        order.name,
        order.columns.map((column) => column.of(row)),
      ),
    values: (cursor) => decodeCursor(order.name, cursor),
  };
}

export interface Window {
  limit: number;
  backwards: boolean;
  after: (string | number)[] | null;
  before: (string | number)[] | null;
}

/** Checks the arguments of a connection. Throws `BadInput`. */
export function windowOf<R>(args: PageArgs, order: Order<R>, cursors = openCursors(order)): Window {
  const { first = null, last = null } = args;
  if (first !== null && last !== null)
    throw new BadInput('last', 'ONE_OF', 'first and last cannot be combined.');
  for (const [name, value] of [
    ['first', first],
    ['last', last],
  ] as const) {
    // No items from the start are asked for when only the count is of interest.
    const least = name === 'first' ? 0 : 1;
    if (value !== null && (value < least || value > MAX_PAGE)) {
      throw new BadInput(
        name,
        'OUT_OF_RANGE',
        `${name} must be between ${least} and ${MAX_PAGE}; it is ${value}.`,
      );
    }
  }
  return {
    limit: first ?? last ?? DEFAULT_PAGE,
    backwards: last !== null,
    after: cursorValues('after', args.after, order, cursors),
    before: cursorValues('before', args.before, order, cursors),
  };
}

const shapes: Record<Order<never>['columns'][number]['type'], (value: string | number) => boolean> = {
  uuid: (v) => typeof v === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(v),
  text: (v) => typeof v === 'string' && !v.includes('\u0000'),
  int: (v) => Number.isSafeInteger(v) && Math.abs(v as number) < 2 ** 31,
  bigint: (v) => Number.isSafeInteger(v),
  timestamptz: (v) =>
    typeof v === 'string' &&
    // PostgreSQL has no year 0, and JavaScript changes a day that does not exist to one that does.
    /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v) &&
    !Number.isNaN(Date.parse(v)) &&
    new Date(v).toISOString() === v,
};

function cursorValues<R>(
  name: string,
  cursor: string | null | undefined,
  order: Order<R>,
  cursors: Cursors<R>,
): (string | number)[] | null {
  if (cursor === null || cursor === undefined) return null;
  const values = cursors.values(cursor);
  const fits =
    values?.length === order.columns.length &&
    order.columns.every((column, i) => shapes[column.type](values[i] as string | number));
  if (!values || !fits) throw unknownCursor(name);
  return values;
}

/** The error for a cursor that is not of this list. */
export function unknownCursor(name: string): BadInput {
  return new BadInput(name, 'CURSOR', `${name} is not a cursor of this list in this order.`, {
    reason: 'CURSOR_UNKNOWN',
  });
}

/** The conditions, order and limit of a page, after `where … and`. It reads one row more than the page. */
export function pageClause<R>(order: Order<R>, window: Window): Sql {
  const descending = order.descending !== window.backwards;
  const direction = descending ? ' desc' : '';
  // In the text and not a parameter, so that a generic plan knows that the page is short.
  const limit = sql.raw(String(window.limit + 1));
  return sql`${inWindow(order, window)}
    order by ${sql.raw(order.columns.map((column) => column.sql + direction).join(', '))} limit ${limit}`;
}

/** Whether a row is on the page, or behind its end. */
export function inWindow<R>(order: Order<R>, window: Window): Sql<boolean> {
  const names = sql.raw(order.columns.map((column) => column.sql).join(', '));
  const beyond = (values: (string | number)[] | null, greater: boolean): Sql => {
    if (!values) return sql`true`;
    const row = sql.join(order.columns.map((column, i) => sql`${values[i]}::${sql.raw(column.type)}`));
    return sql`(${names}) ${sql.raw(greater ? '>' : '<')} (${row})`;
  };
  return sql<boolean>`${beyond(window.after, !order.descending)} and ${beyond(window.before, order.descending)}`;
}

/**
 * Compares rows in the order in which a page is read. Null for texts: they have the order of the database's collation.
 */
export function readingOrder<R>(
  { columns, descending }: Order<R>,
  { backwards }: Window,
): ((a: R, b: R) => number) | null {
  if (columns.some(({ type }) => type === 'text')) return null;
  const direction = descending !== backwards ? -1 : 1;
  return (a, b) => {
    for (const column of columns) {
      const [x, y] = [column.of(a), column.of(b)];
      if (x !== y) return x < y ? -direction : direction;
    }
    return 0;
  };
}

export interface Connection<N> {
  edges: { cursor: string; node: N }[];
  nodes: N[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  /** Counts all pages; called only by the resolvers of the count, and run once. */
  count(): Promise<Count>;
}

/** A connection of the rows that `pageClause` found. */
export function toConnection<R, N>(
  found: readonly R[],
  order: Order<R>,
  window: Window,
  toNode: (row: R) => N,
  count: () => Promise<Count>,
  cursors = openCursors(order),
): Connection<N> {
  const more = found.length > window.limit;
  const rows = found.slice(0, window.limit);
  if (window.backwards) rows.reverse();
  const nodes = new Map<R, N>();
  // Only a node that is selected is made: a promise that nobody awaits would fail unseen.
  const nodeOf = (row: R): N => {
    if (!nodes.has(row)) nodes.set(row, toNode(row));
    return nodes.get(row) as N;
  };
  let counted: Promise<Count> | undefined;
  const end = (row: R | undefined): string | null => (row === undefined ? null : cursors.of(row));
  return {
    // Most operations select only the nodes.
    get edges() {
      return rows.map((row) => ({
        cursor: cursors.of(row),
        get node() {
          return nodeOf(row);
        },
      }));
    },
    get nodes() {
      return rows.map(nodeOf);
    },
    get pageInfo() {
      return {
        hasNextPage: window.backwards ? window.before !== null : more,
        hasPreviousPage: window.backwards ? more : window.after !== null,
        startCursor: end(rows[0]),
        endCursor: end(rows.at(-1)),
      };
    },
    count: () => (counted ??= count()),
  };
}

/** Counts the rows of `from … where …`, up to one more than the limit. */
export function boundedCount(fromWhere: Sql): Sql<{ count: number }> {
  return sql<{
    count: number;
  }>`select count(*)::int as count from (select 1 ${fromWhere} limit ${MAX_COUNT + 1}) counted`;
}

/** The count of a `boundedCount`. */
export function cappedCount(count: number): Count {
  return { total: Math.min(count, MAX_COUNT), isCapped: count > MAX_COUNT };
}
