import type { WithoutEvents } from '../../platform/db/rows-without-events.js';
import { seesNotAll } from '../failure.js';
import type { Archive } from './archive.js';
import type { LiveCounts } from './live-counts.js';

/** The tables whose rows no event explains. */
type Tables = ReadonlyMap<string, WithoutEvents>;

/** The most rows that one event adds to one table, for example the services of a ticket. */
const ROWS_OF_ONE_EVENT = 20;

export interface Line {
  readonly table: string;
  readonly dump: number | null;
  readonly database: number | null;
  readonly fault: string | null;
}

export interface Verdict {
  /** Faults of the back-up as a whole. */
  readonly faults: readonly string[];
  readonly lines: readonly Line[];
  /** Events that were recorded after the back-up. */
  readonly since: number;
}

/**
 * Whether a back-up has everything that the database had when it was made. The event log has no gaps and its head has its length, so a
 * back-up that lacks events contradicts itself. The database can have grown since, by rows that are new and explained by later events.
 */
export function judge(dump: Archive, live: LiveCounts, tables: Tables): Verdict {
  const faults = faultsOfAll(dump, live);
  if (faults.length > 0) return { faults, lines: [], since: 0 };
  const since = sum(dump.organisations.map((id) => (live.heads.get(id) ?? 0) - (dump.heads.get(id) ?? 0)));
  const names = [...new Set([...dump.tables, ...live.rows.keys()])].filter((name) => !isPart(name)).sort();
  const lines = names.map((table): Line => {
    const there = dump.tables.has(table) ? rowsOf(table, dump.rows) : null;
    const here = table === 'events' || live.rows.has(table) ? rowsOf(table, live.rows) : null;
    return {
      table,
      dump: there,
      database: here,
      fault: faultOf(table, there, here, live, since, tables.get(table)),
    };
  });
  const [missing] = differences(live.organisations, dump.organisations);
  const organisations =
    missing.length > 0
      ? [`The back-up has ${dump.organisations.length} of ${live.organisations.length} organisations.`]
      : [];
  return { faults: [...organisations, ...logFaults(dump)], lines, since };
}

/** Whether a back-up has exactly what the snapshot had that it was made from. */
export function compareExactly(dump: Archive, live: LiveCounts, tables: Tables): Verdict {
  const { faults, lines } = judge(dump, live, tables);
  const exact = lines.map((line) => ({
    ...line,
    fault: line.fault ?? (line.dump === line.database ? null : 'the numbers differ'),
  }));
  return { faults, lines: exact, since: 0 };
}

/** Conditions without which the comparison says nothing. */
function faultsOfAll(dump: Archive, live: LiveCounts): string[] {
  if (!seesAll(live)) return [seesNotAll];
  if (!dump.tables.has('mikro_orm_migrations'))
    return ['The file is not a back-up of a Ticketwire database.'];
  if (dump.migrations.length === 0)
    return ['The back-up has tables but no rows: it was made without data, or from an empty database.'];
  const [missing, unknown] = differences(live.migrations, dump.migrations);
  if (missing.length + unknown.length > 0) {
    const parts = [
      ...(missing.length > 0 ? [`lacks the migrations ${missing.join(', ')}`] : []),
      ...(unknown.length > 0 ? [`has the migrations ${unknown.join(', ')}, which the database lacks`] : []),
    ];
    return [`The back-up is from another version: it ${parts.join(' and ')}.`];
  }
  const strange = dump.organisations.filter((id) => !live.organisations.includes(id));
  if (strange.length > 0)
    return ['The back-up is from another database: it has organisations that this one lacks.'];
  if (dump.organisations.length === 0 && live.organisations.length > 0) {
    return [
      'The back-up has no organisations at all: its tables are empty. It was made by a role that row-level security hides all rows ' +
        'from. Make it as the owner of the tables, or as a role with BYPASSRLS.',
    ];
  }
  const ahead = [...dump.heads].some(([id, number]) => number > (live.heads.get(id) ?? 0));
  return ahead ? ['The back-up is newer than the database: it has events that the database lacks.'] : [];
}

function logFaults({ organisations, heads, events }: Archive): string[] {
  return organisations.flatMap((id) => {
    const [head, count] = [heads.get(id), events.get(id) ?? 0];
    return head === count
      ? []
      : [`The back-up has ${count} events of the organisation ${id}, but ${head ?? 'none'} were recorded.`];
  });
}

function faultOf(
  table: string,
  dump: number | null,
  here: number | null,
  live: LiveCounts,
  since: number,
  withoutEvents: WithoutEvents | undefined,
): string | null {
  if (dump === null) return 'missing in the back-up';
  if (here === null) return 'missing in the database';
  if (withoutEvents === 'COME_AND_GO') return null;
  const old = live.older.get(table);
  const explained = withoutEvents === 'ADDED' ? 0 : here - since * ROWS_OF_ONE_EVENT;
  const least = Math.max(old ?? 0, explained);
  if (dump < least) return `it must have at least ${least}`;
  return dump === 0 && here > 0 && old === undefined ? 'empty in the back-up' : null;
}

function differences(a: readonly string[], b: readonly string[]): [string[], string[]] {
  return [a.filter((it) => !b.includes(it)), b.filter((it) => !a.includes(it))];
}

/** The partitions of the event log have no policies, so they show what the policies of event_heads hide. */
function seesAll({ rows, heads }: LiveCounts): boolean {
  return rowsOf('events', rows) === sum([...heads.values()]);
}

/** Whether a table is a part of the event log. Events move from one to another. */
function isPart(table: string): boolean {
  return table.startsWith('events_');
}

/** The rows of a table; those of the event log are in its parts. */
function rowsOf(table: string, rows: ReadonlyMap<string, number>): number {
  if (table !== 'events') return rows.get(table) ?? 0;
  return sum([...rows].filter(([name]) => isPart(name)).map(([, count]) => count));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
