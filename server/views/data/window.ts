import { createHash } from 'node:crypto';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { Count } from '../../platform/db/page.js';
import { sql } from '../../platform/db/sql.js';
import { type AccessChange, accessChangeOf, headIn, type Position } from '../../platform/events/index.js';
import { type CheckedFilter, filterSql } from '../../tickets/data/filter.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { listTickets, readFilter } from '../../tickets/data/reads.js';
import { visibleTickets } from '../../tickets/data/visibility.js';
import type { WindowRow } from '../rules/difference.js';
import type { Query } from './stored.js';

/** What a subscriber of a view shows: the first rows without their fields, the count if it is selected, and the place in the log. */
export interface ViewWindow {
  readonly rows: readonly WindowRow[];
  readonly count: Count | null;
  readonly place: Position;
  /** Equal for the same rows and count. */
  readonly content: string;
  /** The filter as it was checked for the reader of this moment. */
  readonly filter: CheckedFilter;
}

const asked: ReadonlySet<string> = new Set(['version']);

/** Reads the window in one snapshot. */
export async function readWindow(
  reads: ActorReads,
  query: Query,
  { first, counts }: { first: number; counts: boolean },
): Promise<ViewWindow> {
  const [place, page, filter] = await Promise.all([
    headIn(reads),
    listTickets(reads, query.filter, query.orderBy, { first }, asked),
    readFilter(reads, query.filter),
  ]);
  const rows = page.nodes.map(({ row: { id, version } }) => ({ id, version }));
  const count = counts ? await page.count() : null;
  const content = createHash('sha256')
    .update(JSON.stringify([rows, count]))
    .digest('base64');
  return { rows, count, place, content, filter };
}

/** The changes of access after a place in the log. */
export async function accessChangesSince(reads: ActorReads, { number }: Position): Promise<AccessChange[]> {
  const rows = await reads.query(sql<{ ticketId: null; facts: object | null }>`
    select e.ticket_id as "ticketId", e.facts from events e
    where e.organisation_id = ${reads.organisationId} and not e.archived and e.number > ${number} and e.ticket_id is null`);
  return rows.map(accessChangeOf).filter((change) => change !== null);
}

/** Of tickets that left the rows: those that the reader still sees, and whether they match. */
export async function whereLeft(
  reads: ActorReads,
  ids: readonly string[],
  filter: CheckedFilter,
): Promise<Map<string, boolean>> {
  if (ids.length === 0) return new Map();
  const rows = await reads.query(sql<{ id: string; matches: boolean }>`
    select t.id, coalesce(${filterSql(reads.organisationId, filter)}, false) as matches from tickets t
    where ${visibleTickets(reads.scope)} and t.id = any (${ids}::uuid[])`);
  const { organisationId } = reads;
  await noteNotFound(
    reads,
    ids,
    rows,
    (missing) =>
      sql`from tickets t where t.organisation_id = ${organisationId} and t.id = any (${missing}::uuid[])`,
  );
  return new Map(rows.map(({ id, matches }) => [id, matches]));
}
