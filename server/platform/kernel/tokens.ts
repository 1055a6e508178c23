import { createHash, randomBytes } from 'node:crypto';
import { bearerOf } from './bearer.js';
import { organisationPart } from './named-organisation.js';

/**
 * A new secret, `tws_<organisation>.<secret>`: its kind, its organisation and 256 random bits. The organisation limits the look-up to one
 * tenant. Leaked secrets can be found by `tw[sk]_[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`.
 */
export function newToken(prefix: 'tws' | 'twk', organisationId: string): string {
  return `${prefix}_${organisationPart(organisationId)}.${randomBytes(32).toString('base64url')}`;
}

/**
 * The hash of a token that is stored. Secrets of this program have 256 random bits, so a plain hash is enough. Of a JWT only the signed
 * part is hashed: one signature can be written in several ways, and a revoked token must not work in another spelling. So a JWT is looked
 * up by its hash only after its signature was verified.
 */
export function hashToken(token: string): Buffer {
  const counted = isJwt(token) ? token.slice(0, token.lastIndexOf('.')) : token;
  return createHash('sha256').update(counted).digest();
}

/** The token in an `Authorization` value; null when there is none that this program or an identity provider could have issued. */
export function bearerToken(authorization: unknown): string | null {
  const given = bearerOf(authorization) ?? '';
  return /^[\w.~+/=-]{10,8192}$/.test(given) ? given : null;
}

/** Whether a token has the form of a signed JWT (JWS, compact serialisation). Tokens of this program have at most one dot. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** Whether a token has the prefix of API keys. */
export function isApiKey(token: string): boolean {
  return token.startsWith('twk_');
}

/** Whether a token has the old form of API keys, which does not name the organisation. */
export function isOldApiKey(token: string): boolean {
  return /^twk_[\w-]{43}$/.test(token);
}
