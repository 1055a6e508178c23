import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../server/admin/backup/archive.js';
import { CopyReader } from '../../server/admin/backup/copy-reader.js';
import * as judges from '../../server/admin/backup/judge.js';
import type { LiveCounts } from '../../server/admin/backup/live-counts.js';
import { modules } from '../../server/modules.js';
import { rowsWithoutEvents } from '../../server/platform/db/rows-without-events.js';

const withoutEvents = modules.extensions.at(rowsWithoutEvents);
const judge = (of: Archive, live: LiveCounts) => judges.judge(of, live, withoutEvents);
const compareExactly = (of: Archive, live: LiveCounts) => judges.compareExactly(of, live, withoutEvents);

const tables = [
  'cursor_keys',
  'event_heads',
  'events_recent',
  'mikro_orm_migrations',
  'organisations',
  'sessions',
  'team_members',
  'tickets',
];
const counts = {
  cursor_keys: 1,
  event_heads: 1,
  events_recent: 100,
  mikro_orm_migrations: 1,
  organisations: 1,
  sessions: 3,
  team_members: 30,
  tickets: 40,
};

function dump(more: Partial<Archive> = {}, rows: Record<string, number> = {}): Archive {
  return {
    createdAt: new Date('2026-11-27T20:00:00Z'),
    tables: new Set([...tables, 'events']),
    rows: new Map(Object.entries({ ...counts, ...rows })),
    migrations: ['first'],
    organisations: ['a'],
    heads: new Map([['a', 100]]),
    events: new Map([['a', 100]]),
    ...more,
  };
}

/** A database that recorded `since` events after the back-up. */
function database(since = 0, rows: Record<string, number> = {}, more: Partial<LiveCounts> = {}): LiveCounts {
  return {
    rows: new Map(Object.entries({ ...counts, events_recent: 100 + since, ...rows })),
    older: new Map(Object.entries({ organisations: 1, tickets: 40, sessions: 3 })),
    migrations: ['first'],
    organisations: ['a'],
    heads: new Map([['a', 100 + since]]),
    ...more,
  };
}

const wrongTables = ({ lines }: ReturnType<typeof judge>) =>
  lines.filter(({ fault }) => fault !== null).map(({ table }) => table);

describe('a back-up is complete', () => {
  it('if it has the same rows as the database', () => {
    expect(judge(dump(), database())).toMatchObject({ faults: [], since: 0 });
    expect(wrongTables(judge(dump(), database()))).toEqual([]);
  });

  it('if the database has since grown by new ids and events', () => {
    const verdict = judge(dump(), database(5, { tickets: 45, team_members: 32 }));
    expect([verdict.faults, wrongTables(verdict), verdict.since]).toEqual([[], [], 5]);
  });

  it('if sessions were created or deleted since', () => {
    for (const sessions of [0, 100])
      expect(wrongTables(judge(dump(), database(0, { sessions })))).toEqual([]);
  });

  it('if old events were archived since', () => {
    const verdict = judge(dump(), database(5, { events_recent: 15, events_archive: 90 }));
    expect([verdict.faults, wrongTables(verdict), verdict.since]).toEqual([[], [], 5]);
    expect(verdict.lines.filter(({ table }) => table.startsWith('events'))).toEqual([
      { table: 'events', dump: 100, database: 105, fault: null },
    ]);
  });

  it('if cursor keys were created since, which records no event', () => {
    expect(wrongTables(judge(dump(), database(0, { cursor_keys: 2 })))).toEqual([]);
  });

  it('if rows were deleted since, for example of a user who left a team', () => {
    expect(wrongTables(judge(dump(), database(1, { team_members: 29 })))).toEqual([]);
  });
});

describe('a back-up is refused', () => {
  const cases: readonly [why: string, Archive, LiveCounts, fault: RegExp][] = [
    [
      'is not of Ticketwire',
      dump({ tables: new Set(['films']) }),
      database(),
      /not a back-up of a Ticketwire/,
    ],
    ['is without data', dump({ migrations: [] }), database(), /no rows/],
    [
      'is older than the schema',
      dump(),
      database(0, {}, { migrations: ['first', 'second'] }),
      /lacks the migrations second\.$/,
    ],
    [
      'is newer than the schema',
      dump({ migrations: ['first', 'new'] }),
      database(),
      /has the migrations new, which the database lacks/,
    ],
    ['is from another database', dump({ organisations: ['b'] }), database(), /another database/],
    [
      'was made by a role that sees no rows',
      dump({ organisations: [] }),
      database(),
      /row-level security hides/,
    ],
    [
      'is compared by a login that sees nothing, as it was made by one',
      dump({ organisations: [], heads: new Map(), events: new Map() }, { event_heads: 0, organisations: 0 }),
      database(0, { event_heads: 0, organisations: 0 }, { organisations: [], heads: new Map() }),
      /cannot read all rows/,
    ],
    [
      'lacks an organisation, whatever was recorded since',
      dump({}, { organisations: 1 }),
      database(
        5,
        { organisations: 2, events_recent: 1105 },
        {
          organisations: ['a', 'b'],
          heads: new Map([
            ['a', 105],
            ['b', 1000],
          ]),
        },
      ),
      /has 1 of 2 organisations/,
    ],
    ['is newer than the database', dump(), database(-1), /newer than the database/],
    [
      'has lost an event',
      dump({ events: new Map([['a', 99]]) }),
      database(),
      /99 events of the organisation a, but 100/,
    ],
    [
      'has lost all events',
      dump({ events: new Map() }),
      database(),
      /0 events of the organisation a, but 100/,
    ],
    [
      'has lost the number of events',
      dump({ heads: new Map() }),
      database(),
      /100 events of the organisation a, but none/,
    ],
  ];
  it.each(cases)('that %s', (_why, archive, live, fault) => {
    expect(judge(archive, live).faults.join()).toMatch(fault);
  });

  it('if a table lacks an older row, however many events were recorded since', () => {
    expect(wrongTables(judge(dump({}, { tickets: 39 }), database(10_000, { tickets: 9000 })))).toEqual([
      'tickets',
    ]);
  });

  it('if a table without ids is empty, or lacks more rows than the later events can have added', () => {
    expect(wrongTables(judge(dump({}, { team_members: 29 }), database()))).toEqual(['team_members']);
    expect(wrongTables(judge(dump({}, { team_members: 0 }), database(10)))).toEqual(['team_members']);
    expect(wrongTables(judge(dump(), database(1, { team_members: 51 })))).toEqual(['team_members']);
  });

  it('if it has no cursor key', () => {
    expect(wrongTables(judge(dump({}, { cursor_keys: 0 }), database()))).toEqual(['cursor_keys']);
  });

  it('if it lacks a table, or has one that the database lacks', () => {
    const less = judge(dump({ tables: new Set(tables.filter((name) => name !== 'tickets')) }), database());
    const more = judge(dump({ tables: new Set([...tables, 'extra']) }), database());
    expect([less, more].map(wrongTables)).toEqual([['tickets'], ['extra']]);
  });

  it('of a snapshot, if any count differs', () => {
    for (const table of tables.filter((name) => !name.startsWith('event'))) {
      for (const by of [-1, 1]) {
        const archive = dump({}, { [table]: counts[table as keyof typeof counts] + by });
        expect(wrongTables(compareExactly(archive, database()))).toContain(table);
      }
    }
    expect(wrongTables(compareExactly(dump(), database()))).toEqual([]);
  });
});

describe('the rows of a dump', () => {
  const value = fc.string({ unit: 'binary', maxLength: 30 }).map((text) =>
    // In the format of COPY: tabs, line feeds and backslashes in values are escaped.
    text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
  );
  const copied = fc.dictionary(
    fc.stringMatching(/^[a-z_]{1,12}$/),
    fc.array(fc.tuple(value, value), { maxLength: 20 }),
  );

  it('are counted and read wherever the stream is split into chunks', () => {
    fc.assert(
      fc.property(copied, fc.integer({ min: 1, max: 64 }), (data, size) => {
        const text = Object.entries(data).map(
          ([table, rows]) =>
            `--\n-- COPY public.no (id) FROM stdin;\n\nCOPY public.${table} (id, "order") FROM stdin;\n${rows.map((row) => `${row.join('\t')}\n`).join('')}\\.\n\n`,
        );
        const bytes = Buffer.from(text.join(''));
        const seen: string[][] = [];
        const reader = new CopyReader((table, of) => seen.push([table, of('id'), of('"order"')]));
        for (let at = 0; at < bytes.length; at += size) reader.read(bytes.subarray(at, at + size));
        expect(reader.complete).toBe(true);
        expect([...reader.rows]).toEqual(Object.entries(data).map(([table, rows]) => [table, rows.length]));
        const utf8 = (it: string) => Buffer.from(it).toString('utf8');
        expect(seen).toEqual(
          Object.entries(data).flatMap(([table, rows]) => rows.map((row) => [table, ...row.map(utf8)])),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('are not kept in memory, however long they are', () => {
    const reader = new CopyReader((_table, of) => expect(of('id')).toBe('1'));
    const piece = Buffer.alloc(1024 * 1024, 'x');
    reader.read(Buffer.from('COPY public.t (id, body) FROM stdin;\n'));
    const before = process.memoryUsage().rss;
    for (let row = 0; row < 5; row += 1) {
      reader.read(Buffer.from('1\t'));
      for (let i = 0; i < 100; i += 1) reader.read(piece);
      reader.read(Buffer.from('\n'));
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    expect(reader.rows.get('t')).toBe(5);
    expect(reader.complete).toBe(false);
  });
});
