import { randomBytes } from 'node:crypto';
import type { Sealer } from '../kernel/seal.js';

/** A place in the log: after the event with this number, which was recorded at this time. Place 0 has the organisation's creation time. */
export interface Position {
  number: number;
  recordedAt: Date;
}

/** The kinds of cursors. A cursor of the log is not valid in a timeline, nor the reverse. */
export type CursorOf = 'event' | 'timeline';

const NUMBER_BYTES = 6;
const TIME_BYTES = 6;
const SALT_BYTES = 8;
const BYTES = NUMBER_BYTES + TIME_BYTES + SALT_BYTES;
/** Sealed, in base64url. */
const CHARACTERS = ((16 + BYTES) * 4) / 3;

const noSalt = Buffer.alloc(SALT_BYTES);

/**
 * The cursor of an event: number and time, sealed. A plain number would reveal how much happens that the client cannot see. The time shows
 * whether the log still has that event, because numbers are given again after a restore or fail-over. The cursor is always the same, so
 * that clients can recognise an event.
 */
export function eventCursor(
  seals: Sealer,
  organisationId: string,
  position: Position,
  of: CursorOf = 'event',
): string {
  return sealed(seals, organisationId, position, of, noSalt);
}

/**
 * The cursor of a place without a visible event. It has a random part, so that two of them do not show whether anything happened in
 * between.
 */
export function positionCursor(seals: Sealer, organisationId: string, position: Position): string {
  return sealed(seals, organisationId, position, 'event', randomBytes(SALT_BYTES));
}

/** The place of a cursor of this organisation; null for any other text. It does not check whether the log has the place. */
export function positionOf(
  seals: Sealer,
  organisationId: string,
  cursor: string,
  of: CursorOf = 'event',
): Position | null {
  if (cursor.length !== CHARACTERS) return null;
  const bytes = Buffer.from(cursor, 'base64url');
  // Only its canonical spelling is accepted.
  if (bytes.toString('base64url') !== cursor) return null;
  const value = seals.open(contextOf(of, organisationId), bytes);
  if (value?.length !== BYTES) return null;
  return {
    number: value.readUIntBE(0, NUMBER_BYTES),
    recordedAt: new Date(value.readUIntBE(NUMBER_BYTES, TIME_BYTES)),
  };
}

/** Only the place of an event; it is kept where the event is not. */
export function placeOf({ number, recordedAt }: Position): Position {
  return { number, recordedAt };
}

/** Whether two places are the same. */
export function samePosition(a: Position | undefined, b: Position): boolean {
  return a !== undefined && a.number === b.number && a.recordedAt.getTime() === b.recordedAt.getTime();
}

function sealed(
  seals: Sealer,
  organisationId: string,
  { number, recordedAt }: Position,
  of: CursorOf,
  salt: Uint8Array,
): string {
  const value = Buffer.alloc(BYTES);
  value.writeUIntBE(number, 0, NUMBER_BYTES);
  value.writeUIntBE(recordedAt.getTime(), NUMBER_BYTES, TIME_BYTES);
  value.set(salt, NUMBER_BYTES + TIME_BYTES);
  return seals.seal(contextOf(of, organisationId), value).toString('base64url');
}

function contextOf(of: CursorOf, organisationId: string): string {
  return `${of} ${organisationId}`;
}
