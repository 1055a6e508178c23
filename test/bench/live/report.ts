import { quantile } from '../fair/others.js';
import { ALONE, type FanOut } from './fan-out.js';
import type { Figure } from './figures.js';
import type { Measurement } from './measure.js';

const head = [
  '',
  'subscribers',
  'server',
  'arrived',
  'CPU ms for 10,000',
  'x raw',
  'x naive',
  'x statement',
  'p50 ms',
  'p99 ms',
  'p99 x raw',
  'goal',
];

const order = ['preframed', 'per subscriber', 'one statement', 'Ticketwire'];

export interface Row {
  name: string;
  n: number;
  server: string;
  arrived: number;
  due: number;
  /** Milliseconds of CPU for 10,000 deliveries, without those of the writes. */
  cpu: number;
  p50: number;
  p99: number;
  ended: string[];
  goal: string;
}

/** The rows of a case: a row for each server, of all its rounds together. */
export function rowsOf({ name, n, goal, rounds }: FanOut): Row[] {
  const alone = rounds[ALONE] ?? [];
  const writeCpu = sum(alone, ({ cpu }) => cpu) / sum(alone, ({ writes }) => writes);
  return order
    .filter((server) => rounds[server])
    .map((server) => {
      const measured = rounds[server] ?? [];
      const ofWrites = server === 'Ticketwire' ? writeCpu * sum(measured, ({ writes }) => writes) : 0;
      const arrived = sum(measured, (one) => one.arrived);
      const latencies = measured.flatMap((one) => one.latencies);
      return {
        ...{ name, n, server, arrived, goal },
        due: sum(measured, (one) => one.due),
        cpu: ((sum(measured, ({ cpu }) => cpu) - ofWrites) * 10_000) / arrived,
        p50: quantile(latencies, 0.5),
        p99: quantile(latencies, 0.99),
        ended: measured.flatMap((one) => one.ended),
      };
    });
}

function sum(measured: readonly Measurement[], of: (one: Measurement) => number): number {
  return measured.reduce((total, one) => total + of(one), 0);
}

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const beside = (server: string) =>
      rows.find((one) => one.name === row.name && one.n === row.n && one.server === server);
    const [raw, naive, statement] = [beside('preframed'), beside('per subscriber'), beside('one statement')];
    const ratio = (of: Row | undefined, what: 'cpu' | 'p99') =>
      of && of !== row && of[what] > 0 ? (row[what] / of[what]).toFixed(2) : '';
    return [
      row.server === 'preframed' || !raw ? row.name : '',
      String(row.n),
      row.server,
      row.arrived === row.due ? String(row.due) : `${row.arrived} of ${row.due}`,
      Number.isNaN(row.cpu) ? '' : row.cpu.toFixed(0),
      ratio(raw, 'cpu'),
      row.server === 'Ticketwire' ? ratio(naive, 'cpu') : '',
      row.server === 'Ticketwire' ? ratio(statement, 'cpu') : '',
      row.p50.toFixed(1),
      row.p99.toFixed(1),
      ratio(raw, 'p99'),
      row.server === 'Ticketwire' ? row.goal : '',
    ];
  });
  return aligned([head, ...lines], [0, 2, 11]);
}

export function figuresTable(figures: readonly Figure[]): string {
  const lines = figures.map(({ name, value, goal }) => [name, value, goal]);
  return aligned([['', 'measured', 'goal'], ...lines], [0, 1, 2]);
}

function aligned(table: readonly (readonly string[])[], left: readonly number[]): string {
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  const padded = table.map((line) =>
    line.map((cell, i) => (left.includes(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  return `${padded.map((line) => line.join('  ').trimEnd()).join('\n')}\n`;
}
