import type { Measured, Measurement } from './measure.js';
import { type ServerName, servers } from './works.js';

/** The median, minimum and maximum of the rounds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export interface Row {
  work: string;
  server: ServerName;
  perSecond: Spread;
  /** Milliseconds of CPU per request. */
  program: Spread;
  postgres: Spread;
  total: Spread;
  /** The total as a multiple of the raw server's in the same round. */
  ratio: Spread;
}

export function rowsOf(measured: readonly Measured[]): Row[] {
  return measured.flatMap(({ work, rounds }) =>
    servers.map((server): Row => {
      const spread = (of: (round: Record<ServerName, Measurement>) => number) => spreadOf(rounds.map(of));
      return {
        work,
        server,
        perSecond: spread((round) => round[server].perSecond),
        program: spread((round) => round[server].program),
        postgres: spread((round) => round[server].postgres),
        total: spread((round) => totalOf(round[server])),
        ratio: spread((round) => totalOf(round[server]) / totalOf(round.raw)),
      };
    }),
  );
}

function totalOf({ program, postgres }: Measurement): number {
  return program + postgres;
}

function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    median: rounded((low + high) / 2),
    min: rounded(sorted[0] ?? 0),
    max: rounded(sorted.at(-1) ?? 0),
  };
}

/** The table of medians, with minimum and maximum after the totals and ratios. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['', '', 'requests/s', 'program', 'PostgreSQL', 'together (ms of CPU a request)', 'x raw'];
  const lines = rows.map(({ work, server, perSecond, program, postgres, total, ratio }) => [
    server === 'raw' ? work : '',
    server,
    perSecond.median.toFixed(0),
    program.median.toFixed(2),
    postgres.median.toFixed(2),
    withRange(total),
    server === 'raw' ? '' : withRange(ratio),
  ]);
  const table = [head, ...lines];
  const widths = head.map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  const padded = table.map((line) =>
    line.map((cell, i) => (i > 1 && i < 5 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))),
  );
  return `${padded.map((line) => line.join('  ').trimEnd()).join('\n')}\n`;
}

function withRange({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
