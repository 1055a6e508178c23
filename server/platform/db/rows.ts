import { boundedCount, type Count, cappedCount } from './page.js';
import type { ReadSession } from './read-session.js';
import type { Sql } from './sql.js';

/** Orders rows by the ids they were asked for by. */
export function byId<R extends { id: string }>(ids: readonly string[], rows: readonly R[]): (R | null)[] {
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

/** Counts a list when that is selected. */
export function counting(reads: ReadSession, source: Sql): () => Promise<Count> {
  return async () => cappedCount((await reads.query(boundedCount(source)))[0]?.count ?? 0);
}
