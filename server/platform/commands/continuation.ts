import { type Sql, sql } from '../db/sql.js';
import { ExtensionPoint, mergedRecords } from '../extensions/extension-point.js';
import type { CommandContext } from './command-context.js';

/**
 * Work for so many items that one transaction does not write all of their events. A change does the first slice, and the schedule does the
 * others, one after the other, each with its events in one transaction.
 */
export interface ContinuedWork<A extends object = object> {
  /** The name by which it is stored. */
  readonly name: string;
  /**
   * Does the next items behind `after`, in a fixed order: null is the beginning. Returns the last one of them if there are more, and null
   * at the end. Later slices run with Ticketwire as the actor, and the author of the change as the author.
   */
  slice(command: CommandContext, about: A, after: string | null): Promise<string | null>;
}

/** The works of the modules, by their names. */
export const continuedWorks = new ExtensionPoint<ContinuedWork, ReadonlyMap<string, ContinuedWork>>(
  'continued works',
  (added) =>
    mergedRecords(
      'continued work',
      added.map(({ module, value }) => ({ module, value: { [value.name]: value } })),
    ),
);

/** Declares a work; the type of what it is about is inferred. */
export function continuedWork<A extends object>(work: ContinuedWork<A>): ContinuedWork<A> {
  return work;
}

/** The most items of a slice. With two events for each, two works of a change stay below the most events of a change. */
export const SLICE = 500;

/** The items of a slice, from `SLICE + 1` rows, and the last one of them if there are more. */
export function sliceOf<R extends { id: string }>(rows: readonly R[]): { items: R[]; after: string | null } {
  const items = rows.slice(0, SLICE);
  return { items, after: rows.length > SLICE ? (items.at(-1)?.id ?? null) : null };
}

/** The condition for the items behind the last one of the slice before. `id` is the column by which they are ordered. */
export function behind(id: string, after: string | null): Sql {
  return after === null ? sql`` : sql` and ${sql.ref(id)} > ${after}::uuid`;
}

/** Does the first slice of a work in this transaction. `causedBy` is the position of the event that causes it. */
export async function beginWork<A extends object>(
  command: CommandContext,
  { name, slice }: ContinuedWork<A>,
  about: A,
  causedBy: number,
): Promise<void> {
  const emit: CommandContext['emit'] = (event) => command.emit({ causedBy, ...event });
  const after = await slice({ ...command, emit }, about, null);
  if (after !== null) command.goOn({ work: name, about, after, causedBy });
}
