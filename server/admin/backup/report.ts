import { AdminError } from '../command.js';
import { columnsOf } from '../lines.js';
import type { Verdict } from './judge.js';

/** The counts of both sides: one line for each table. */
export function linesOf({ lines }: Verdict): string[] {
  if (lines.length === 0) return [];
  const rows = lines.map(({ table, dump, database, fault }) => [
    table,
    String(dump ?? '-'),
    String(database ?? '-'),
    fault === null ? 'ok' : `WRONG: ${fault}`,
  ]);
  return columnsOf([['TABLE', 'BACK-UP', 'DATABASE', ''], ...rows]);
}

/** Throws when the back-up is not complete. */
export function refuseFaults({ faults, lines }: Verdict): void {
  const wrong = lines.filter(({ fault }) => fault !== null).map(({ table, fault }) => `${table} (${fault})`);
  const named = wrong.length > 10 ? [...wrong.slice(0, 10), `and ${wrong.length - 10} more`] : wrong;
  const tables = wrong.length > 0 ? [`Do not rely on this back-up: ${named.join(', ')}.`] : [];
  if (faults.length + tables.length > 0) throw new AdminError([...faults, ...tables].join(' '));
}
