import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eventCursor,
  type Position,
  positionCursor,
  positionOf,
} from '../../server/platform/events/index.js';
import { Seal } from '../../server/platform/kernel/seal.js';

const secret = Buffer.alloc(32, 7);
const seal = new Seal(secret);
const organisation = '018f0000-0000-7000-8000-000000000001';

const positions: fc.Arbitrary<Position> = fc.record({
  number: fc.nat({ max: 2 ** 47 }),
  recordedAt: fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
});
const values = fc.uint8Array({ maxLength: 32 });
const contexts = fc.string({ maxLength: 60 }).filter((text) => !text.includes('\0'));

describe('a seal', () => {
  it('is an HMAC-SHA-256 of context and value, followed by the value, encrypted with a key stream from the HMAC', () => {
    const hmac = (key: Uint8Array, ...parts: (Uint8Array | string)[]) =>
      parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), contexts, values, (key, context, value) => {
        const tag = hmac(hmac(key, 'tag'), context, '\0', value).subarray(0, 16);
        const stream = hmac(hmac(key, 'stream'), tag);
        const hidden = value.map((byte, i) => byte ^ (stream[i] as number));
        expect(new Seal(key).seal(context, value)).toEqual(Buffer.concat([tag, hidden]));
      }),
    );
  });

  it('opens to the same value, only in its own context and with its own secret', () => {
    fc.assert(
      fc.property(contexts, contexts, values, (context, other, value) => {
        const sealed = seal.seal(context, value);
        expect(seal.open(context, sealed)).toEqual(Buffer.from(value));
        expect(new Seal(Buffer.alloc(32, 8)).open(context, sealed)).toBeNull();
        if (other !== context) expect(seal.open(other, sealed)).toBeNull();
      }),
    );
  });

  it('does not open when a byte is changed, missing or added', () => {
    const sealed = seal.seal('here', Buffer.from('twenty bytes of value'));
    for (let i = 0; i < sealed.length; i += 1) {
      for (let byte = 1; byte < 256; byte += 1) {
        const damaged = Buffer.from(sealed);
        damaged[i] = (damaged[i] as number) ^ byte;
        expect(seal.open('here', damaged)).toBeNull();
      }
      expect(seal.open('here', sealed.subarray(0, i))).toBeNull();
    }
    expect(seal.open('here', Buffer.concat([sealed, Buffer.alloc(1)]))).toBeNull();
  });

  it('refuses a value that is longer than its key stream', () => {
    expect(() => seal.seal('here', Buffer.alloc(33))).toThrow('too long');
  });
});

describe('a cursor of the log', () => {
  it('leads to its number and time, only in its organisation and kind of list', () => {
    fc.assert(
      fc.property(positions, fc.uuid(), (position, other) => {
        const cursors = [
          eventCursor(seal, organisation, position),
          positionCursor(seal, organisation, position),
        ];
        for (const cursor of cursors) {
          expect(positionOf(seal, organisation, cursor)).toEqual(position);
          expect(positionOf(seal, other, cursor)).toBeNull();
          expect(positionOf(seal, organisation, cursor, 'timeline')).toBeNull();
        }
      }),
    );
  });

  it('is always the same for an event, and different each time for a position', () => {
    fc.assert(
      fc.property(positions, (position) => {
        expect(eventCursor(seal, organisation, position)).toBe(eventCursor(seal, organisation, position));
        const quiet = positionCursor(seal, organisation, position);
        expect(positionCursor(seal, organisation, position)).not.toBe(quiet);
        expect(quiet).not.toBe(eventCursor(seal, organisation, position));
      }),
    );
  });

  it('does not reveal its position by its length, order or prefix', () => {
    const at = Date.parse('2026-11-27T10:00:00Z');
    const cursors = Array.from({ length: 200 }, (_, i) =>
      positionCursor(seal, organisation, { number: i, recordedAt: new Date(at + i) }),
    );
    expect(new Set(cursors.map(({ length }) => length))).toEqual(new Set([48]));
    expect(new Set(cursors.map((cursor) => cursor.slice(0, 8))).size).toBe(200);
    // About half of the 199 steps go up. Both 60 and 139 are more than five standard deviations away.
    const up = cursors.filter((cursor, i) => i > 0 && cursor > (cursors[i - 1] ?? '')).length;
    expect(up).toBeGreaterThan(60);
    expect(up).toBeLessThan(139);
  });

  it('is invalid when it is damaged, encoded differently, or any other text', () => {
    const cursor = eventCursor(seal, organisation, { number: 5, recordedAt: new Date() });
    const damaged = [...cursor].flatMap((character, i) =>
      ['A', 'b', '-', '+', '=', ' ', 'é', ''].flatMap((other) =>
        other === character ? [] : [cursor.slice(0, i) + other + cursor.slice(i + 1)],
      ),
    );
    const noise = ['', 'x', `${cursor}=`, ` ${cursor}`, cursor.repeat(2), 'x'.repeat(10_000)];
    for (const text of [...damaged, ...noise]) expect(positionOf(seal, organisation, text)).toBeNull();
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.base64String({ minLength: 48, maxLength: 48 })),
        (text) => {
          expect(positionOf(seal, organisation, text)).toBeNull();
        },
      ),
    );
  });
});
