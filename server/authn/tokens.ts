import { createHash, randomBytes } from 'node:crypto';

/** A new secret: 256 random bits behind a prefix that says what it is, so that leaks can be searched for. */
export function newToken(prefix: 'tws' | 'twk'): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a token. It has 256 random bits, so a plain hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The token in an `Authorization` value; null when there is none. */
export function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  const match = /^Bearer ([\w.~+/=-]{10,8192})$/i.exec(authorization.trim());
  return match?.[1] ?? null;
}

/** Whether a token has the form of a signed JWT (JWS, compact serialisation). Tokens of our own making have no dots. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}
