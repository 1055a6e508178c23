/** A row of a window, without what it shows. */
export interface WindowRow {
  readonly id: string;
  /** The version of the ticket. */
  readonly version: number;
}

/** A change of the rows. All of them, one after the other, turn one window into another; each can be applied twice. */
export type RowChange =
  | { readonly kind: 'LEFT'; readonly id: string }
  /** Remove the row if there is one, then insert it at the index. */
  | { readonly kind: 'ENTERED' | 'CHANGED'; readonly id: string; readonly index: number };

/** The changes between two windows. `touched`: rows that show something else though their version is the same. */
export function changesBetween(
  before: readonly WindowRow[],
  after: readonly WindowRow[],
  touched: ReadonlySet<string>,
): RowChange[] {
  const old = new Map(before.map(({ id, version }, index) => [id, { version, index }]));
  const stillThere = new Set(after.map(({ id }) => id));
  const left = before.filter(({ id }) => !stillThere.has(id));
  const changes: RowChange[] = left.map(({ id }) => ({ kind: 'LEFT', id }));
  let ids = before.map(({ id }) => id).filter((id) => stillThere.has(id));
  let lastKept = -1;
  for (const [i, { id, version }] of after.entries()) {
    const was = old.get(id);
    // Rows that stay as they are keep their order. All others are put behind the row before them, from the first one on.
    if (was && was.version === version && !touched.has(id) && was.index > lastKept) {
      lastKept = was.index;
      continue;
    }
    const previous = after[i - 1];
    ids = ids.filter((other) => other !== id);
    const index = previous ? ids.indexOf(previous.id) + 1 : 0;
    ids.splice(index, 0, id);
    changes.push({ kind: was ? 'CHANGED' : 'ENTERED', id, index });
  }
  return changes;
}
