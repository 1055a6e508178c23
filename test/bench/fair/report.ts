import type { Fairness, Round } from './measure.js';
import { type Load, quantile } from './others.js';
import type { Slice } from './slices.js';

type Side = 'quiet' | 'attacked';

const head = [
  'one account does its worst',
  "others' p50",
  '',
  'x',
  '(rounds)',
  "others' p99",
  '',
  'x',
  '(rounds)',
  'failed',
  'slice (code)',
  '',
  '(CPU)',
  '(wall)',
  '(collection)',
  'answered',
  'refused',
  'pushed',
  'elsewhere, %',
];

/**
 * The table: latencies of all rounds together with the ratios of the rounds; the longest slice; medians of
 * counts; and the load by other programs in each round.
 */
export function fairnessTable(measured: readonly Fairness[]): string {
  const lines = measured.map(({ attack, rounds }) => {
    const slice = (side: Side, what: keyof Slice) =>
      Math.max(...rounds.map((round) => round[side].slice[what])).toFixed(1);
    return [
      attack,
      ...compared(rounds, 0.5),
      ...compared(rounds, 0.99),
      String(rounds.reduce((sum, { attacked }) => sum + attacked.failed, 0)),
      slice('quiet', 'codeMs'),
      slice('attacked', 'codeMs'),
      slice('attacked', 'cpuMs'),
      slice('attacked', 'ms'),
      slice('attacked', 'collectionMs'),
      ...(['answered', 'refused', 'pushed'] as const).map((what) =>
        quantile(
          rounds.map(({ counts }) => counts[what]),
          0.5,
        ).toFixed(0),
      ),
      rounds
        .map(({ quiet, attacked }) => Math.max(quiet.elsewhere, attacked.elsewhere))
        .map((share) => (share * 100).toFixed(0))
        .join(', '),
    ];
  });
  const table = [head, ...lines];
  const widths = head.map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  const padded = table.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  return `${padded.map((line) => line.join('  ').trimEnd()).join('\n')}\n`;
}

/**
 * A quantile without and with the account, its ratio, and the minimum, median and maximum of the ratios of the
 * rounds.
 */
function compared(rounds: readonly Round[], q: number): string[] {
  const all = (side: Side) =>
    quantile(
      rounds.flatMap((round) => round[side].took),
      q,
    );
  const of = ({ took }: Load) => quantile(took, q);
  const ratios = rounds.map(({ quiet, attacked }) => of(attacked) / of(quiet));
  const spread = [0, 0.5, 1].map((at) => quantile(ratios, at).toFixed(2)).join(' – ');
  const [quiet, attacked] = [all('quiet'), all('attacked')];
  return [quiet.toFixed(1), attacked.toFixed(1), (attacked / quiet).toFixed(2), `(${spread})`];
}
