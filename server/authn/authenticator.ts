import type { AccessLog, Caller } from '../access/index.js';
import type { Actor } from '../authz/actor.js';
import type { Database } from '../db/database.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import { authenticate } from './authenticate.js';
import type { FederatedSignIn } from './federated.js';
import type { IdentityProvider } from './identity-provider.js';
import { hashToken, isApiKey, isJwt } from './tokens.js';

/** Why a token does not tell who somebody is. */
export type TokenRefusal =
  | 'INVALID'
  | 'EXPIRED'
  | 'REVOKED'
  | 'DEACTIVATED'
  | 'EMAIL_NOT_VERIFIED'
  | 'UNKNOWN_USER'
  | 'OTHER_IDENTITY';

export type Identified =
  | {
      actor: Actor;
      refusal: null;
      /** Who the token belongs to later on; null when it does not work any more. For what is pushed. */
      actorNow(): Promise<Actor | null>;
    }
  | { actor: null; refusal: TokenRefusal };

/** Who it is, by tokens of sign-ins, API keys, and access tokens of the identity provider alike. */
export interface Authenticator {
  /** Who comes with this token: for each request and each operation of a socket. It is recorded that, and from where, they came. */
  identify(token: string, caller: Caller): Promise<Identified>;
}

export interface AuthenticatorOptions {
  db: Database;
  access: AccessLog;
  log: Log;
  metrics: Metrics;
  /** Null: tokens are of our own making only. */
  provider: IdentityProvider | null;
  signIn: FederatedSignIn;
}

/** What tells who it is. A JWT is verified before anything is looked up by it. */
export function createAuthenticator({
  db,
  access,
  log,
  metrics,
  provider,
  signIn,
}: AuthenticatorOptions): Authenticator {
  const actorOf = (token: string) => authenticate(db.pool, token);

  const found = async (actor: Actor, token: string, caller: Caller): Promise<Identified> => {
    const identified = { actor, refusal: null, actorNow: () => actorOf(token) };
    if (actor.kind === 'system') return identified;
    const { organisationId } = actor;
    access.use(organisationId, actor.kind === 'key' ? actor.keyId : actor.sessionId);
    if (actor.kind === 'user') return identified;
    metrics.keyUse('ok');
    const entry = { kind: 'KEY_USED', organisationId, keyId: actor.keyId, address: caller.address } as const;
    await access.count(entry);
    return identified;
  };

  /** A token that was given once and has ended is known for what it was; null for one that was never given. */
  const ended = async (token: string, caller: Caller): Promise<Identified | null> => {
    const { rows } = await db.pool.query<{
      organisationId: string;
      userId: string | null;
      keyId: string | null;
      reason: 'EXPIRED' | 'REVOKED' | 'DEACTIVATED';
    }>(
      'select organisation_id as "organisationId", user_id as "userId", key_id as "keyId", reason from refused_token($1)',
      [hashToken(token)],
    );
    const row = rows[0];
    if (!row) return null;
    metrics.refused(row.keyId ? 'key' : 'session', row.reason);
    if (row.keyId) metrics.keyUse(row.reason === 'REVOKED' ? 'revoked' : 'expired');
    await access.count({ kind: 'TOKEN_REFUSED', ...row, address: caller.address });
    return { actor: null, refusal: row.reason };
  };

  /** A token that nobody here, and nobody who is trusted, has given. */
  const unknown = (token: string, refusal: TokenRefusal): Identified => {
    metrics.refused('token', refusal);
    if (isApiKey(token)) metrics.keyUse('unknown');
    return { actor: null, refusal };
  };

  return {
    async identify(token, caller) {
      const federated = isJwt(token);
      if (federated && !provider) return unknown(token, 'INVALID');
      // Each time anew: a key that the provider has withdrawn vouches for nobody.
      const verified = federated && provider ? await provider.verify(token) : null;
      if (verified && !verified.ok) return unknown(token, verified.reason);
      const actor = await actorOf(token);
      if (actor) return found(actor, token, caller);
      const known = await ended(token, caller);
      if (known) return known;
      if (!verified?.ok) return unknown(token, 'INVALID');
      const begun = await signIn(token, verified.claims, caller);
      if (begun !== null) {
        log.info({ reason: begun, traceId: caller.traceId }, 'the subject of a valid token was not let in');
        return unknown(token, begun);
      }
      const beginner = await actorOf(token);
      return beginner ? found(beginner, token, caller) : { actor: null, refusal: 'EXPIRED' };
    },
  };
}
