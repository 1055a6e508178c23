import { describe, expect, it } from 'vitest';
import type { Arrivals } from './subscribers.js';
import { events, view } from './topics.js';
import { type Publication, verify } from './verify.js';

const shown = { number: 'INC-1' };

function publication(number: number, key = 'all'): Publication {
  return {
    number,
    key,
    ticket: 'one',
    item: events.item({ shown, writer: 'Ada', number, cursor: `cursor ${number}` }),
    answeredAt: 100,
  };
}

function frame(number: number, change: object = {}): string {
  const item = {
    ...events.item({ shown, writer: 'Ada', number, cursor: `cursor ${number}` }),
    occurredAt: '2026-11-28T10:00:00.000Z',
  };
  return JSON.stringify({
    id: '1',
    type: 'next',
    payload: { data: { ticketEvents: { ...item, ...change } } },
  });
}

/** What arrived at subscribers, by the numbers of frames. */
function arrivals(frames: string[], entries: [subscriber: number, frame: number, at: number][]): Arrivals {
  return {
    frames,
    subscribers: Uint32Array.from(entries, ([subscriber]) => subscriber),
    frameOf: Uint32Array.from(entries, ([, number]) => number),
    at: Float64Array.from(entries, ([, , at]) => at),
    closed: [],
  };
}

describe('What arrived in the live bench', () => {
  const published = [publication(1), publication(2)];
  const frames = [frame(1), frame(2)];

  it('is counted, with the time since the answer', () => {
    const all = arrivals(frames, [
      [0, 0, 103],
      [1, 0, 104],
      [0, 1, 99],
      [1, 1, 105],
    ]);
    expect(verify(all, published, ['all', 'all'], false)).toEqual({
      due: 4,
      arrived: 4,
      latencies: [3, 4, 0, 5],
      ended: [],
    });
  });

  it('may end early, which is counted as missing', () => {
    expect(verify(arrivals(frames, [[0, 0, 103]]), published, ['all'], false)).toMatchObject({
      due: 2,
      arrived: 1,
    });
  });

  it.each([
    ['an item comes twice', [0, 0], 'got item 1 and not item 2'],
    ['an item is left out', [1], 'got item 2 and not item 1'],
    ['the order is another one', [1, 0], 'got item 2 and not item 1'],
  ])('is refused when %s', (_what, order, message) => {
    const got = order.map((number): [number, number, number] => [0, number, 103]);
    expect(() => verify(arrivals(frames, got), published, ['all'], false)).toThrow(message);
  });

  it('is refused when it is for another subscriber', () => {
    const other = [publication(1, 'one'), publication(2, 'two')];
    expect(() => verify(arrivals(frames, [[0, 1, 103]]), other, ['one', 'two'], false)).toThrow(
      'subscriber 0 got item 2',
    );
  });

  it.each([
    ['cursor', 'another cursor'],
    ['ticket', { number: 'INC-2' }],
    ['occurredAt', 'never'],
    ['matches', false],
  ])('is refused when its %s differs', (field, value) => {
    const wrong = frame(1, { [field]: value });
    expect(() => verify(arrivals([wrong], [[0, 0, 103]]), published, ['all'], false)).toThrow('differs');
  });

  describe('with items that merge', () => {
    const changed = (number: number, ticket: string): Publication => ({
      ...publication(number),
      ticket,
      item: view.item({ shown, writer: 'Ada', number, cursor: '' }),
    });
    const written = [changed(1, 'one'), changed(2, 'two'), changed(3, 'one')];
    const rows = [1, 2, 3].map((number) =>
      JSON.stringify({
        type: 'next',
        payload: {
          data: { ticketView: { ...view.item({ shown, writer: 'Ada', number, cursor: '' }), index: 4 } },
        },
      }),
    );

    it('counts an item for the earlier ones of its ticket, in the order of each ticket', () => {
      const got = arrivals(rows, [
        [0, 2, 103],
        [0, 1, 104],
      ]);
      expect(verify(got, written, ['all'], true)).toMatchObject({ due: 3, arrived: 3, latencies: [3, 3, 4] });
    });

    it('refuses an item after a later one of its ticket', () => {
      const got = arrivals(rows, [
        [0, 2, 103],
        [0, 0, 104],
      ]);
      expect(() => verify(got, written, ['all'], true)).toThrow('subscriber 0 got item 1');
    });
  });

  it('reports a stream that ended', () => {
    const end = JSON.stringify({
      type: 'next',
      payload: {
        data: { ticketEvents: { __typename: 'ResyncRequired', resyncReason: 'TOO_FAR_BEHIND', cursor: 'c' } },
      },
    });
    expect(verify(arrivals([end], [[0, 0, 1]]), published, ['all'], false).ended).toEqual(['TOO_FAR_BEHIND']);
  });
});
