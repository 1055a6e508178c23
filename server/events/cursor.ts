import { decodeCursor, encodeCursor } from '../kernel/cursor.js';

/** The cursor of an event, or of the position behind it: organisation and number. */
export function eventCursor(organisationId: string, number: number): string {
  return encodeCursor('event', [organisationId, number]);
}

/** The number in an event cursor of this organisation; null when it is forged or of another one. */
export function eventNumber(organisationId: string, cursor: string): number | null {
  const values = decodeCursor('event', cursor);
  const [organisation, number] = values ?? [];
  const fits = values?.length === 2 && organisation === organisationId && Number.isSafeInteger(number);
  return fits && (number as number) >= 0 ? (number as number) : null;
}
