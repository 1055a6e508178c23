import { positionOf } from '../../server/platform/events/index.js';
import { Seal } from '../../server/platform/kernel/seal.js';

/** The numbers in the log that cursors lead to: tests that compare them with the log read them with the database's keys. */
export type LogPlaces = (cursor: string) => number;

// Rows of two tables: their statements name the columns.
// biome-ignore lint/suspicious/noExplicitAny: see above
export async function logPlaces(rows: (statement: string) => Promise<any[]>): Promise<LogPlaces> {
  const keys = await rows('select secret from cursor_keys');
  const seals = keys.map(({ secret }) => new Seal(secret));
  const organisations: string[] = (await rows('select id from organisations')).map(({ id }) => id);
  return (cursor) => {
    for (const seal of seals)
      for (const organisation of organisations) {
        const position = positionOf(seal, organisation, cursor);
        if (position) return position.number;
      }
    throw new Error(`${cursor} leads nowhere in this log`);
  };
}
