import { ExtensionPoint, mergedRecords } from '../extensions/extension-point.js';

/** How the rows of a table change without an event: they are only `ADDED`, or they `COME_AND_GO`. */
export type WithoutEvents = 'ADDED' | 'COME_AND_GO';

/** The tables whose rows no event explains. The check of a back-up compares the rows of all others with the events. */
export const rowsWithoutEvents = new ExtensionPoint<
  Readonly<Record<string, WithoutEvents>>,
  ReadonlyMap<string, WithoutEvents>
>('rows without events', (added) => mergedRecords('table without events', added));
