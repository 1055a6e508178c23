import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  applyToList,
  keepRows,
  OptimisticRows,
  Screen,
  type StreamItem,
  type View,
} from '../../client-examples/live/index.js';

const position = (cursor: number | string) => ({ __typename: 'StreamPosition', cursor: String(cursor) });

describe('a list that is kept up to date', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom('matches', 'leaves', 'gone'),
  });
  const itemOf = ({ id, kind }: { id: string; kind: string }, n: number): StreamItem =>
    kind === 'gone'
      ? ({ __typename: 'TicketGone', cursor: String(n), ticketId: id } as StreamItem)
      : ({
          __typename: 'TicketEvent',
          cursor: String(n),
          matches: kind === 'matches',
          ticket: { id, version: n },
        } as StreamItem);

  it('has exactly the tickets whose last item says that they match, as this item shows them', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const rows = new Map<string, { id: string; version: number }>();
        changes.forEach((one, n) => void applyToList(rows, itemOf(one, n)));
        const expected = ['a', 'b', 'c', 'd'].flatMap((id) => {
          const version = changes.findLastIndex((one) => one.id === id);
          return changes[version]?.kind === 'matches' ? [{ id, version }] : [];
        });
        expect([...rows.values()].toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(expected);
      }),
    );
  });

  it('is the same when items come again from any point', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1 }), fc.nat(), (changes, from) => {
        const once = new Map();
        const twice = new Map();
        const items = changes.map(itemOf);
        for (const item of items) applyToList(once, item);
        for (const item of [...items, ...items.slice(from % items.length)]) applyToList(twice, item);
        expect(Object.fromEntries(twice)).toEqual(Object.fromEntries(once));
      }),
    );
  });

  it('says whether an item changed it, and ignores kinds that it does not know', () => {
    const rows = new Map([['a', { id: 'a', version: 1 }]]);
    expect(applyToList(rows, position(1))).toBe(false);
    expect(applyToList(rows, { __typename: 'AddedLater', cursor: '1' })).toBe(false);
    expect(applyToList(rows, itemOf({ id: 'b', kind: 'gone' }, 1))).toBe(false);
    expect(applyToList(rows, itemOf({ id: 'b', kind: 'leaves' }, 1))).toBe(false);
    expect(applyToList(rows, itemOf({ id: 'a', kind: 'matches' }, 2))).toBe(true);
    expect(applyToList(rows, itemOf({ id: 'a', kind: 'leaves' }, 3))).toBe(true);
  });
});

describe('the rows of a view', () => {
  interface Row {
    id: string;
    version: number;
  }
  const snapshot = (nodes: Row[], totalCount: number, cursor = '0') => ({
    ...{ __typename: 'TicketViewSnapshot', cursor, nodes, totalCount, totalCountIsCapped: false },
  });
  const put = (__typename: string, ticket: Row, index: number) => ({
    __typename,
    cursor: '1',
    ticket,
    index,
  });
  const left = (ticketId: string, __typename = 'TicketLeft') => ({ __typename, cursor: '1', ticketId });
  const [a, b, c] = [
    { id: 'a', version: 1 },
    { id: 'b', version: 1 },
    { id: 'c', version: 1 },
  ];
  const before: View<Row> = { rows: [a, b], totalCount: 2, totalCountIsCapped: false };

  it.each<[string, StreamItem, Row[], number]>([
    ['begin again with a snapshot', snapshot([c], 1), [c], 1],
    ['get a row in the middle', put('TicketEntered', c, 1), [a, c, b], 2],
    ['get a row at the end', put('TicketEntered', c, 2), [a, b, c], 2],
    [
      'show the changed row in its place',
      put('TicketChanged', { ...a, version: 2 }, 0),
      [{ ...a, version: 2 }, b],
      2,
    ],
    ['move a row', put('TicketChanged', a, 1), [b, a], 2],
    ['lose a row that left', left('a'), [b], 2],
    ['lose a row that is gone', left('b', 'TicketGone'), [a], 2],
    ['ignore a ticket that they do not show', left('c'), [a, b], 2],
    [
      'get another count',
      { __typename: 'TicketViewCount', cursor: '1', totalCount: 3 } as StreamItem,
      [a, b],
      3,
    ],
    ['stay at a position', position(1), [a, b], 2],
    ['ignore kinds that they do not know', { __typename: 'AddedLater', cursor: '1' }, [a, b], 2],
  ])('%s', (_what, item, rows, totalCount) => {
    const after = keepRows(before, item);
    expect(after).toMatchObject({ rows, totalCount });
    expect(keepRows(after, item)).toEqual(after);
    expect(before.rows).toEqual([a, b]);
  });

  const window = fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...'abcdefgh'), version: fc.integer({ min: 1, max: 3 }) }),
    { selector: ({ id }) => id, maxLength: 6 },
  );

  /** A step of the server: first the rows that left, then each row that is new, or another one, at its place. */
  function stepTo(from: readonly Row[], to: readonly Row[]): StreamItem[] {
    const items: StreamItem[] = from
      .filter(({ id }) => !to.some((row) => row.id === id))
      .map(({ id }) => left(id));
    const rows = from.filter(({ id }) => to.some((row) => row.id === id));
    to.forEach((ticket, index) => {
      const [id, version] = [rows[index]?.id, rows[index]?.version];
      if (id === ticket.id && version === ticket.version) return;
      const old = rows.findIndex((row) => row.id === ticket.id);
      if (old >= 0) rows.splice(old, 1);
      rows.splice(index, 0, ticket);
      items.push(put(old >= 0 ? 'TicketChanged' : 'TicketEntered', ticket, index));
    });
    return items;
  }

  it('are those of the server after each step, also when items come twice and after a cut in a step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ window, twice: fc.boolean(), cutAt: fc.option(fc.nat(8)) })),
        (steps) => {
          let view: View<Row> = { rows: [] };
          let shown: Row[] = [];
          for (const { window: next, twice, cutAt } of steps) {
            const sent: StreamItem[] = [
              { __typename: 'TicketViewCount', cursor: '1', totalCount: next.length } as StreamItem,
              ...stepTo(shown, next),
            ];
            const came = cutAt === null ? sent : [...sent.slice(0, cutAt), snapshot(next, next.length)];
            for (const item of came.flatMap((one) => (twice ? [one, one] : [one])))
              view = keepRows(view, item);
            shown = next;
            expect(view).toMatchObject({ rows: next, totalCount: next.length });
          }
        },
      ),
    );
  });
});

describe('an optimistic row', () => {
  let mine: OptimisticRows<string>;
  let id: number;
  beforeEach(() => {
    mine = new OptimisticRows();
    id = mine.add('row');
  });
  const settle = (cursor: string | null) => mine.settle(id, cursor);
  const passed = (cursor: string) => mine.passed(position(cursor));

  it.each<[string, (() => void)[]]>([
    ['its event comes after the answer', [() => settle('5'), () => passed('5')]],
    ['its event came before the answer', [() => passed('5'), () => settle('5')]],
    ['its mutation was refused', [() => settle(null)]],
    ['the list is read again after the answer', [() => settle('5'), () => mine.reread()]],
    ['the answer comes after the list was read again', [() => mine.reread(), () => settle('5')]],
  ])('is dropped when %s, and not before', (_when, steps) => {
    for (const step of steps) {
      expect(mine.rows).toEqual(['row']);
      step();
    }
    expect(mine.rows).toEqual([]);
  });

  it('stays while events of others come, and beside other rows', () => {
    const other = mine.add('other');
    settle('5');
    passed('4');
    passed('6');
    expect(mine.rows).toEqual(['row', 'other']);
    passed('5');
    expect(mine.rows).toEqual(['other']);
    mine.settle(other, '6');
    expect(mine.rows).toEqual([]);
  });

  it('reports each change of the rows once', () => {
    const changed = vi.fn();
    mine.onChange = changed;
    mine.add('other');
    passed('4');
    settle('5');
    expect(changed).toHaveBeenCalledTimes(1);
    passed('5');
    settle('5');
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

describe('a screen', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Two subscriptions of one screen. `moments` is what each had at the end of each moment. */
  function screenOfTwo() {
    const moments: [string[], string[]][] = [];
    const applied: [string[], string[]] = [[], []];
    const screen = new Screen(() => moments.push([[...applied[0]], [...applied[1]]]));
    const streams = applied.map((items) => screen.collect(({ cursor }) => void items.push(cursor)));
    return { moments, give: (stream: number, item: StreamItem) => streams[stream]?.(item) };
  }
  const item = (cursor: string, __typename = 'TicketChanged') => ({ __typename, cursor });

  it('applies the items of a step together, at the first position after them', () => {
    const { moments, give } = screenOfTwo();
    give(0, item('a1'));
    give(1, item('b1'));
    give(1, item('b2'));
    vi.advanceTimersByTime(100);
    expect(moments).toEqual([]);
    give(0, position('p'));
    expect(moments).toEqual([
      [
        ['a1', 'p'],
        ['b1', 'b2'],
      ],
    ]);
  });

  it('does not end a step by the position of a subscription without items', () => {
    const { moments, give } = screenOfTwo();
    give(1, item('b1'));
    give(0, position('quiet'));
    expect(moments).toEqual([]);
    give(1, position('p'));
    expect(moments).toEqual([[['quiet'], ['b1', 'p']]]);
  });

  it('applies a snapshot at once', () => {
    const { moments, give } = screenOfTwo();
    give(0, item('s', 'TicketViewSnapshot'));
    expect(moments).toEqual([[['s'], []]]);
  });

  it('applies items without a position after 200 ms', () => {
    const { moments, give } = screenOfTwo();
    give(0, item('a1'));
    vi.advanceTimersByTime(199);
    expect(moments).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(moments).toEqual([[['a1'], []]]);
    vi.advanceTimersByTime(1000);
    expect(moments).toHaveLength(1);
  });

  it('shows, whatever the steps are, only ends of steps: all items once and in order', () => {
    const step = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { moments, give } = screenOfTwo();
        const ends: number[] = [0];
        let sent = 0;
        steps.forEach((streams, n) => {
          for (const stream of streams) {
            sent += 1;
            give(stream, item(String(sent)));
          }
          for (const stream of new Set(streams)) give(stream, position(`p${n}`));
          ends.push(sent);
        });
        const items = (cursors: string[]) => cursors.filter((cursor) => !cursor.startsWith('p')).map(Number);
        for (const [a, b] of moments) {
          expect(ends).toContain(items(a).length + items(b).length);
          for (const one of [a, b]) expect(items(one)).toEqual(items(one).toSorted((x, y) => x - y));
        }
        const [a, b] = moments.at(-1) ?? [[], []];
        expect([...items(a), ...items(b)].length).toBe(sent);
      }),
    );
  });
});
