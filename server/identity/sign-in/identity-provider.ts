import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Config } from '../../platform/config/config.js';
import { isSafeOnItsWay } from '../../platform/kernel/loopback.js';
import { Unavailable } from '../../platform/kernel/unavailable.js';
import type { Log } from '../../platform/observability/log.js';

type Settings = NonNullable<Config['identityProvider']>;

/** The verified claims of an access token. */
export interface Claims {
  issuer: string;
  subject: string;
  /** The e-mail address, if the provider has verified it. */
  verifiedEmail: string | null;
  /** The person's name, if the token has one. */
  name: string | null;
  /** When the token stops working here: its expiry plus the allowed clock difference. */
  expiresAt: Date;
}

export type Verified = { ok: true; claims: Claims } | { ok: false; reason: 'INVALID' | 'EXPIRED' };

/** The trusted identity provider (OpenID Connect). */
export interface IdentityProvider {
  /** Verifies an access token. Throws `Unavailable` when the provider's keys cannot be fetched. */
  verify(token: string): Promise<Verified>;
}

const TIMEOUT_MS = 5000;
// https://openid.net/specs/openid-connect-core-1_0.html#IDToken
const subjectForm = /^[\x20-\x7e]{1,255}$/;
// https://www.rfc-editor.org/rfc/rfc9068#section-2.1; many providers send JWT, or no type.
const accessTypes = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);
/** The last second of the year 9999: the database and the API cannot represent later times. */
const LAST_SECOND = 253_402_300_799;

/** Opens the provider. Its keys are fetched when the first token comes. */
export function openIdentityProvider(settings: Settings, log: Log): IdentityProvider {
  const keys = keysOf(settings);
  const options = {
    issuer: settings.issuer,
    audience: settings.audience,
    // Never the algorithm that the token's header names.
    algorithms: [...settings.algorithms],
    clockTolerance: settings.clockToleranceSeconds,
    requiredClaims: ['sub', 'exp'],
  };
  return {
    async verify(token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keys, options);
        // A logout token, or a token that is bound to a key, is no bearer access token.
        if (!accessTypes.has(protectedHeader.typ?.toLowerCase()) || payload.cnf !== undefined)
          return { ok: false, reason: 'INVALID' };
        const { sub: subject, exp = 0 } = payload;
        // A number or a list would be converted to text.
        if (typeof subject !== 'string' || !subjectForm.test(subject))
          return { ok: false, reason: 'INVALID' };
        const verified = payload.email_verified === true || payload.email_verified === 'true';
        const end = Math.min(exp + settings.clockToleranceSeconds, LAST_SECOND);
        return {
          ok: true,
          claims: {
            issuer: settings.issuer,
            subject,
            verifiedEmail: verified ? text(payload.email) : null,
            name: text(payload.name) ?? text(payload.preferred_username),
            expiresAt: new Date(end * 1000),
          },
        };
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        if (!isTokensFault(error))
          throw new Unavailable("The identity provider's keys could not be fetched.", { cause: error });
        const { code, claim } = error as errors.JWTClaimValidationFailed;
        log.info({ reason: code, claim }, 'a token of the identity provider was refused');
        return { ok: false, reason: error instanceof errors.JWTExpired ? 'EXPIRED' : 'INVALID' };
      }
    },
  };
}

/** Whether the token is wrong. Otherwise the provider did not answer as it should. */
function isTokensFault(error: unknown): boolean {
  return [
    errors.JWTExpired,
    errors.JWTClaimValidationFailed,
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
    errors.JWKSMultipleMatchingKeys,
  ].some((kind) => error instanceof kind);
}

function text(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : null;
}

/** The provider's keys, from the configured URL or from the one in its discovery document. */
function keysOf(settings: Settings): JWTVerifyGetKey {
  const at = (url: string): JWTVerifyGetKey =>
    createRemoteJWKSet(new URL(url), {
      timeoutDuration: TIMEOUT_MS,
      cacheMaxAge: settings.jwksCacheSeconds * 1000,
      cooldownDuration: settings.jwksCooldownSeconds * 1000,
    });
  if (settings.jwksUrl) return at(settings.jwksUrl);
  let found: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    found ??= discover(settings.issuer).then(at);
    // After a failure, the next token tries again.
    const keys = await found.catch((error: unknown) => {
      found = undefined;
      throw new Unavailable('The identity provider could not be reached.', { cause: error });
    });
    try {
      return await keys(header, token);
    } catch (error) {
      // The provider can have moved its keys: the discovery document is read again.
      if (!isTokensFault(error)) found = undefined;
      throw error;
    }
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!response.ok)
    throw new Error(
      `the identity provider answered the request for its discovery document with ${response.status}`,
    );
  const { issuer: named, jwks_uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer || typeof jwks_uri !== 'string')
    throw new Error('the discovery document has another issuer, or no jwks_uri');
  if (!URL.canParse(jwks_uri) || !isSafeOnItsWay(jwks_uri))
    throw new Error('the jwks_uri of the discovery document is not https');
  return jwks_uri;
}
