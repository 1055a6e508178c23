import { createHash, randomBytes } from 'node:crypto';
import { bearerOf } from './bearer.js';
import { organisationPart } from './named-organisation.js';

/**
 * A new secret, `tws_<organisation>.<secret>`: 256 random bits behind what it is and whose, so that it is looked for in one
 * organisation, and leaks can be searched for by `tw[sk]_[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`.
 */
export function newToken(prefix: 'tws' | 'twk', organisationId: string): string {
  return `${prefix}_${organisationPart(organisationId)}.${randomBytes(32).toString('base64url')}`;
}

/**
 * What is kept of a token. Ours have 256 random bits, so a plain hash is enough. Of a JWT it is what is signed that counts: the same
 * signature can be written in several ways, which must not make another token of one that was revoked. So a JWT is looked up by
 * this only after its signature was verified.
 */
export function hashToken(token: string): Buffer {
  const counted = isJwt(token) ? token.slice(0, token.lastIndexOf('.')) : token;
  return createHash('sha256').update(counted).digest();
}

/** The token in an `Authorization` value; null when there is none that could be one of ours or of an identity provider. */
export function bearerToken(authorization: unknown): string | null {
  const given = bearerOf(authorization) ?? '';
  return /^[\w.~+/=-]{10,8192}$/.test(given) ? given : null;
}

/** Whether a token has the form of a signed JWT (JWS, compact serialisation). Tokens of our own making have one dot, or none. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** Whether a token calls itself an API key. */
export function isApiKey(token: string): boolean {
  return token.startsWith('twk_');
}

/** Whether a token has the form that API keys had before they named their organisation. */
export function isOldApiKey(token: string): boolean {
  return /^twk_[\w-]{43}$/.test(token);
}
