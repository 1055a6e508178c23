import { randomBytes } from 'node:crypto';
import type { Sealer } from '../kernel/seal.js';

/** A place in the log: behind the event with this number, which was recorded then. Place 0 is as old as the organisation. */
export interface Position {
  number: number;
  recordedAt: Date;
}

/** What a cursor leads to. One of the log is none of a timeline, nor the other way round. */
export type CursorOf = 'event' | 'timeline';

const NUMBER_BYTES = 6;
const TIME_BYTES = 6;
const SALT_BYTES = 8;
const BYTES = NUMBER_BYTES + TIME_BYTES + SALT_BYTES;
/** Sealed, in base64url. */
const CHARACTERS = ((16 + BYTES) * 4) / 3;

const noSalt = Buffer.alloc(SALT_BYTES);

/**
 * The cursor of an event: number and time, sealed. The number alone would show how much happens that its holder may not see. The time
 * tells whether the log still has that event: after a restore or a fail-over numbers are given again. It is always the same, so that
 * clients know an event again.
 */
export function eventCursor(
  seals: Sealer,
  organisationId: string,
  position: Position,
  of: CursorOf = 'event',
): string {
  return sealed(seals, organisationId, position, of, noSalt);
}

/** The cursor of a place where nothing is shown. No two are alike, so that they do not tell whether anything has happened in between. */
export function positionCursor(seals: Sealer, organisationId: string, position: Position): string {
  return sealed(seals, organisationId, position, 'event', randomBytes(SALT_BYTES));
}

/** The place that a cursor of this organisation leads to; null for everything else. Whether the log has that place is asked of the log. */
export function positionOf(
  seals: Sealer,
  organisationId: string,
  cursor: string,
  of: CursorOf = 'event',
): Position | null {
  if (cursor.length !== CHARACTERS) return null;
  const bytes = Buffer.from(cursor, 'base64url');
  // In one spelling only.
  if (bytes.toString('base64url') !== cursor) return null;
  const value = seals.open(contextOf(of, organisationId), bytes);
  if (value?.length !== BYTES) return null;
  return {
    number: value.readUIntBE(0, NUMBER_BYTES),
    recordedAt: new Date(value.readUIntBE(NUMBER_BYTES, TIME_BYTES)),
  };
}

/** Only the place of an event: it is kept where the event is not. */
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
