import type { Fairness, Round } from './measure.js';
import { quantile } from './others.js';

const middle = (rounds: readonly Round[], of: (round: Round) => number): number =>
  quantile(rounds.map(of), 0.5);

/** The table: medians of the rounds; the ratios are of each round by itself. */
export function fairnessTable(measured: readonly Fairness[]): string {
  const head = [
    'one account does its worst',
    "others' p50",
    '',
    'x',
    "others' p99",
    '',
    'x',
    'failed',
    'longest slice',
    'answered',
    'refused',
    'pushed',
  ];
  const lines = measured.map(({ attack, rounds }) => {
    const ms = (of: (round: Round) => number) => middle(rounds, of).toFixed(1);
    const ratio = (of: (round: Round) => number) => middle(rounds, of).toFixed(2);
    return [
      attack,
      ms((round) => round.quiet.p50),
      ms((round) => round.attacked.p50),
      ratio((round) => round.attacked.p50 / round.quiet.p50),
      ms((round) => round.quiet.p99),
      ms((round) => round.attacked.p99),
      ratio((round) => round.attacked.p99 / round.quiet.p99),
      middle(rounds, (round) => round.attacked.failed).toFixed(0),
      ms((round) => round.longestSlice),
      ...(['answered', 'refused', 'pushed'] as const).map((what) =>
        middle(rounds, (round) => round.counts[what]).toFixed(0),
      ),
    ];
  });
  const table = [head, ...lines];
  const widths = head.map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  const padded = table.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  return `${padded.map((line) => line.join('  ').trimEnd()).join('\n')}\n`;
}
