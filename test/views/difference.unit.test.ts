import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesBetween, type RowChange } from '../../server/views/rules/difference.js';

const rows = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...'abcdefghij'), version: fc.integer({ min: 1, max: 2 }) }),
  { selector: ({ id }) => id, maxLength: 8 },
);
const touched = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 3 });

function applied(ids: readonly string[], change: RowChange): string[] {
  const others = ids.filter((id) => id !== change.id);
  return change.kind === 'LEFT' ? others : others.toSpliced(change.index, 0, change.id);
}

it('the changes between two windows, applied one after the other, each once or twice, give the second window', () => {
  fc.assert(
    fc.property(rows, rows, touched, fc.boolean(), (before, after, touches, twice) => {
      const changes = changesBetween(before, after, new Set(touches));
      let ids = before.map(({ id }) => id);
      for (const change of changes) {
        ids = applied(ids, change);
        if (twice) ids = applied(ids, change);
      }
      expect(ids).toEqual(after.map(({ id }) => id));
      const named = changes.map(({ id }) => id);
      expect(new Set(named).size).toBe(named.length);
      const put = new Set(changes.filter(({ kind }) => kind !== 'LEFT').map(({ id }) => id));
      for (const { id, version } of after) {
        const old = before.find((row) => row.id === id);
        if (old?.version !== version || touches.includes(id)) expect(put).toContain(id);
      }
    }),
  );
});

it('a window that stays as it is has no changes, and a row that changes in its place is the only one', () => {
  const window = [...'abc'].map((id) => ({ id, version: 1 }));
  expect(changesBetween(window, window, new Set())).toEqual([]);
  expect(changesBetween(window, window, new Set(['b']))).toEqual([{ kind: 'CHANGED', id: 'b', index: 1 }]);
  expect(changesBetween(window, window.toReversed(), new Set())).toHaveLength(2);
});
