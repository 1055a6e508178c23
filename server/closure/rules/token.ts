import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { namedOrganisation, organisationPart } from '../../platform/kernel/named-organisation.js';

/** The contents of a survey's token: the survey, its organisation, and its expiry. */
export interface SurveyKey {
  organisationId: string;
  surveyId: string;
  expiresAt: Date;
}

/** The prefix marks the kind of secret, so that leaks can be found and the log can remove them. */
const PREFIX = 'twf_';
const UUID_BYTES = 16;
const TIME_BYTES = 6;
const SAID_BYTES = 2 * UUID_BYTES + TIME_BYTES;
const MAC_BYTES = 32;

/**
 * The token of a survey, `twf_<organisation>.<rest>`: its contents and their HMAC-SHA-256. The organisation is in the same place as in
 * other secrets.
 */
export function surveyToken({ organisationId, surveyId, expiresAt }: SurveyKey, secret: Uint8Array): string {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(expiresAt.getTime(), 0, TIME_BYTES);
  const said = Buffer.concat([parse(organisationId), parse(surveyId), time]);
  const rest = Buffer.concat([said.subarray(UUID_BYTES), macOf(said, secret)]);
  return `${PREFIX}${organisationPart(organisationId)}.${rest.toString('base64url')}`;
}

/** The contents of a token that was signed with this secret; null otherwise. It does not check the expiry. */
export function readSurveyToken(token: string, secret: Uint8Array): SurveyKey | null {
  if (!token.startsWith(PREFIX)) return null;
  const bytes = token.includes('.') ? bytesOf(token) : oldBytesOf(token);
  if (bytes?.length !== SAID_BYTES + MAC_BYTES) return null;
  const said = bytes.subarray(0, SAID_BYTES);
  if (!timingSafeEqual(bytes.subarray(SAID_BYTES), macOf(said, secret))) return null;
  return {
    organisationId: stringify(said, 0),
    surveyId: stringify(said, UUID_BYTES),
    expiresAt: new Date(said.readUIntBE(2 * UUID_BYTES, TIME_BYTES)),
  };
}

/** The part after a prefix, in its only valid spelling. */
function decoded(written: string): Buffer | null {
  const bytes = Buffer.from(written, 'base64url');
  return bytes.toString('base64url') === written ? bytes : null;
}

function bytesOf(token: string): Buffer | null {
  if (namedOrganisation(token) === null) return null;
  const dot = token.indexOf('.');
  const rest = decoded(token.slice(dot + 1));
  return rest && Buffer.concat([Buffer.from(token.slice(PREFIX.length, dot), 'base64url'), rest]);
}

/** Tokens in e-mails that were sent before have the same contents without the dot. */
function oldBytesOf(token: string): Buffer | null {
  return decoded(token.slice(PREFIX.length));
}

function macOf(said: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update('ticketwire survey\n').update(said).digest();
}
