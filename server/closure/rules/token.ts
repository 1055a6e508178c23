import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** What the token of a survey says: which survey, whose, and until when. */
export interface SurveyKey {
  organisationId: string;
  surveyId: string;
  expiresAt: Date;
}

/** As other secrets of ours it says what it is, so that leaks can be searched for, and are taken out of the log. */
const PREFIX = 'twf_';
const UUID_BYTES = 16;
const TIME_BYTES = 6;
const SAID_BYTES = 2 * UUID_BYTES + TIME_BYTES;
const MAC_BYTES = 32;

/** The token of a survey: what it says, with its HMAC-SHA-256. */
export function surveyToken({ organisationId, surveyId, expiresAt }: SurveyKey, secret: Uint8Array): string {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(expiresAt.getTime(), 0, TIME_BYTES);
  const said = Buffer.concat([parse(organisationId), parse(surveyId), time]);
  return PREFIX + Buffer.concat([said, macOf(said, secret)]).toString('base64url');
}

/** What a token says, if it was signed with this secret; null otherwise. Whether it has expired is for others to say. */
export function readSurveyToken(token: string, secret: Uint8Array): SurveyKey | null {
  if (!token.startsWith(PREFIX)) return null;
  const written = token.slice(PREFIX.length);
  const bytes = Buffer.from(written, 'base64url');
  // In one spelling only.
  if (bytes.length !== SAID_BYTES + MAC_BYTES || bytes.toString('base64url') !== written) return null;
  const said = bytes.subarray(0, SAID_BYTES);
  if (!timingSafeEqual(bytes.subarray(SAID_BYTES), macOf(said, secret))) return null;
  return {
    organisationId: stringify(said, 0),
    surveyId: stringify(said, UUID_BYTES),
    expiresAt: new Date(said.readUIntBE(2 * UUID_BYTES, TIME_BYTES)),
  };
}

function macOf(said: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update('ticketwire survey\n').update(said).digest();
}
