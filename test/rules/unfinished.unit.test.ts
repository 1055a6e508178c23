import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitForRoom } from '../../server/attachments/rules/unfinished.js';

const now = new Date('2026-11-27T10:00:00Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const limits = { uploads: 3, bytes: 100 };

describe('room for another upload', () => {
  it.each<[string, [size: number, seconds: number][], number, number | null]>([
    ['exists when there is no other upload', [], 100, null],
    [
      'exists below both limits',
      [
        [10, 60],
        [10, 70],
      ],
      80,
      null,
    ],
    [
      'comes when the oldest upload expires, if there are too many',
      [
        [1, 60],
        [1, 70],
        [1, 50],
      ],
      1,
      50,
    ],
    [
      'comes when enough bytes have expired',
      [
        [60, 60],
        [30, 90],
      ],
      80,
      90,
    ],
    [
      'comes when the first of two large uploads expires',
      [
        [50, 60],
        [50, 90],
      ],
      50,
      60,
    ],
    ['exists for a very large upload if it is the only one', [], 500, null],
  ])('%s', (_what, unfinished, size, wait) => {
    const rows = unfinished.map(([bytes, seconds]) => ({ size: bytes, expiresAt: inSeconds(seconds) }));
    expect(waitForRoom(rows, size, limits, now)).toBe(wait);
  });

  it('exists after the wait that the refusal reports, and not a second before', () => {
    const row = fc.record({
      size: fc.integer({ min: 1, max: 60 }),
      seconds: fc.integer({ min: 1, max: 3600 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 100 }), (rows, size) => {
        const all = rows.map(({ size: bytes, seconds }) => ({ size: bytes, expiresAt: inSeconds(seconds) }));
        const at = (seconds: number) => all.filter(({ expiresAt }) => expiresAt > inSeconds(seconds));
        const wait = waitForRoom(all, size, limits, now);
        if (wait === null) return;
        expect(waitForRoom(at(wait), size, limits, inSeconds(wait))).toBeNull();
        expect(waitForRoom(at(wait - 1), size, limits, inSeconds(wait - 1))).not.toBeNull();
      }),
    );
  });
});
