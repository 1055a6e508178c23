import { describe, expect, it } from 'vitest';
import type { FilteredEventRow, Position } from '../../server/platform/events/index.js';
import { Backlog } from '../../server/platform/live/backlog.js';

const at = new Date(0);
const place = (number: number): Position => ({ number, recordedAt: at });

/** A log whose even events concern the subscriber; each has texts of `characters`. */
function log(characters = 0) {
  const tail = {
    head: place(0),
    read: async (after: Position, limit: number) =>
      Array.from({ length: Math.min(limit, tail.head.number - after.number) }, (_, i) => ({
        number: after.number + i + 1,
        recordedAt: at,
        changes: [{ field: 'x', from: null, to: 'x'.repeat(characters) }],
        facts: null,
      })) as unknown as FilteredEventRow[],
  };
  const client = { waits: 0 };
  const backlog = new Backlog(
    tail,
    ({ number }) => number % 2 === 0,
    10,
    () => client.waits,
  );
  return { tail, backlog, client };
}

describe('a subscriber that may be 10 events behind', () => {
  it('is too far behind when more than 10 that concern it came while it read what was there, and its client made the server wait', async () => {
    const { tail, backlog, client } = log();
    tail.head = place(20);
    expect(await backlog.isTooLong(place(0))).toBe(false);
    client.waits = 1;
    tail.head = place(41);
    expect(await backlog.isTooLong(place(10))).toBe(false);
    tail.head = place(42);
    expect(await backlog.isTooLong(place(15))).toBe(true);
  });

  it('is not when it reads a burst as fast as it comes, however long it is', async () => {
    const { tail, backlog } = log();
    for (let read = 0; read < 20_000; read += 20) {
      tail.head = place(read + 20);
      expect(await backlog.isTooLong(place(read))).toBe(false);
    }
  });

  it('is not when its client reads whatever it is sent, however many events come at once', async () => {
    const { tail, backlog, client } = log();
    tail.head = place(1000);
    expect(await backlog.isTooLong(place(0))).toBe(false);
    tail.head = place(20_000);
    expect(await backlog.isTooLong(place(100))).toBe(false);
    expect(await backlog.isTooLong(place(900))).toBe(false);
    client.waits = 1;
    expect(await backlog.isTooLong(place(950))).toBe(true);
  });

  it('is when its client did not read what came after a place', async () => {
    const { tail, backlog } = log();
    tail.head = place(20_000);
    backlog.begin();
    expect(await backlog.isTooLong(place(0))).toBe(false);
    backlog.beginSlowly(place(19_980));
    expect(await backlog.isTooLong(place(19_980))).toBe(false);
    backlog.beginSlowly(place(19_978));
    expect(await backlog.isTooLong(place(19_978))).toBe(true);
  });

  it('is when few but long events came', async () => {
    const { tail, backlog, client } = log(15_000);
    tail.head = place(4);
    expect(await backlog.isTooLong(place(0))).toBe(false);
    client.waits = 1;
    tail.head = place(10);
    expect(await backlog.isTooLong(place(2))).toBe(true);
  });

  it('begins afresh at the end of the log', async () => {
    const { tail, backlog } = log();
    tail.head = place(20);
    expect(await backlog.isTooLong(place(0))).toBe(false);
    backlog.begin();
    tail.head = place(40);
    expect(await backlog.isTooLong(place(20))).toBe(false);
  });
});
