import { positionOf } from '../../server/platform/events/index.js';
import { Seal } from '../../server/platform/kernel/seal.js';

/**
 * Decodes cursors into positions in the event log. It needs the database's keys, so that tests can compare
 * cursors with the log.
 */
export type LogPlaces = (cursor: string) => number;

// The statements name the columns of the rows.
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
    throw new Error(`${cursor} is not a cursor of this log`);
  };
}
