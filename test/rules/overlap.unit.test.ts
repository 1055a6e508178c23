import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonOf, overlapOf } from '../../server/change-calendar/rules/overlap.js';

const at = (n: number) => new Date(n * 60_000);
const window = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => ({ start: at(start), end: at(start + length) }));

describe('two windows', () => {
  it.each<[string, [number, number], [number, number], [number, number] | null]>([
    ['with the same times', [1, 3], [1, 3], [1, 3]],
    ['one after the other', [1, 3], [4, 5], null],
    ['one that starts at the end of the other', [1, 3], [3, 5], null],
    ['one inside the other', [1, 9], [3, 5], [3, 5]],
    ['one that starts during the other', [1, 4], [3, 9], [3, 4]],
  ])('%s', (_what, one, other, both) => {
    const [a, b] = [one, other].map(([start, end]) => ({ start: at(start), end: at(end) }));
    if (!a || !b) throw new Error('two windows');
    expect(overlapOf(a, b)).toEqual(both && { start: at(both[0]), end: at(both[1]) });
  });

  it('overlap exactly in the times that are in both, in either order', () => {
    fc.assert(
      fc.property(window, window, (one, other) => {
        const both = overlapOf(one, other);
        expect(overlapOf(other, one)).toEqual(both);
        for (let n = 0; n <= 70; n += 1) {
          const within = ({ start, end }: typeof one) => start <= at(n) && at(n) < end;
          expect(both !== null && within(both)).toBe(within(one) && within(other));
        }
      }),
    );
  });

  it('have in common what is in both lists', () => {
    expect(commonOf(['a', 'b', 'c'], ['c', 'a', 'd'])).toEqual(['a', 'c']);
    expect(commonOf([], ['a'])).toEqual([]);
  });
});
