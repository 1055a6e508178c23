import type { Pool } from 'pg';
import type { Database } from '../../platform/db/database.js';
import { Joined } from '../../platform/kernel/joined.js';
import { namedOrganisation } from '../../platform/kernel/named-organisation.js';
import { isApiKey, isJwt, isOldApiKey } from '../../platform/kernel/tokens.js';
import type { Log } from '../../platform/observability/log.js';
import type { Metrics } from '../../platform/observability/metrics.js';
import type { AccessRecorder } from '../../platform/viewer/access-recorder.js';
import type { Actor } from '../../platform/viewer/actor.js';
import type { Authenticator, Identified, TokenRefusal } from '../../platform/viewer/authenticator.js';
import type { Caller } from '../../platform/viewer/caller.js';
import { authenticate, organisationOfOldKey } from './authenticate.js';
import type { Federation } from './federated.js';
import type { IdentityProvider, Verified } from './identity-provider.js';

export interface AuthenticatorOptions {
  db: Database;
  access: AccessRecorder;
  log: Log;
  metrics: Metrics;
  /** Null: tokens are of our own making only. */
  provider: IdentityProvider | null;
  federation: Federation;
}

/** What tells who it is. A JWT is verified before anything is looked up by it. */
export function createAuthenticator({
  db,
  access,
  log,
  metrics,
  provider,
  federation,
}: AuthenticatorOptions): Authenticator {
  const asked = new Joined<Awaited<ReturnType<typeof authenticate>>>();
  // Equal questions at one moment are one: many requests or subscriptions of one token take one connection for it.
  const lookUp = (pool: Pool, organisationId: string, token: string) =>
    asked.ask(`${pool === db.live.pool} ${organisationId} ${token}`, () =>
      authenticate(pool, organisationId, token),
    );

  const found = async (actor: Actor, token: string, caller: Caller): Promise<Identified> => {
    const { organisationId } = actor;
    // Apart from the others: what is pushed takes no connection of a request.
    const actorNow = async () => (await lookUp(db.live.pool, organisationId, token))?.actor ?? null;
    const identified = { actor, refusal: null, actorNow };
    if (actor.kind === 'system') return identified;
    access.use(organisationId, actor.kind === 'key' ? actor.keyId : actor.sessionId);
    if (actor.kind === 'user') return identified;
    metrics.keyUse('ok');
    const entry = { kind: 'KEY_USED', organisationId, keyId: actor.keyId, address: caller.address } as const;
    await access.count(entry);
    return identified;
  };

  /** Whose a token is, in the organisation it belongs to; null for one that was never given there. */
  const owner = async (organisationId: string, token: string, caller: Caller): Promise<Identified | null> => {
    const known = await lookUp(db.pool, organisationId, token);
    if (!known) return null;
    if (known.actor) return found(known.actor, token, caller);
    const { ending: reason, userId, keyId } = known;
    metrics.refused(keyId ? 'key' : 'session', reason);
    if (keyId) metrics.keyUse(reason === 'REVOKED' ? 'revoked' : 'expired');
    const entry = { kind: 'TOKEN_REFUSED', organisationId, userId, keyId, reason } as const;
    await access.count({ ...entry, address: caller.address });
    return { actor: null, refusal: reason };
  };

  /** A token that nobody here, and nobody who is trusted, has given. */
  const unknown = (token: string, refusal: TokenRefusal): Identified => {
    metrics.refused('token', refusal);
    if (isApiKey(token)) metrics.keyUse('unknown');
    return { actor: null, refusal };
  };

  /** Who comes with a token of the provider. It is verified each time anew: a key that the provider has withdrawn vouches for nobody. */
  const federated = async (token: string, caller: Caller): Promise<Identified> => {
    const verified: Verified = provider ? await provider.verify(token) : { ok: false, reason: 'INVALID' };
    if (!verified.ok) return unknown(token, verified.reason);
    const organisationId = await federation.organisation();
    if (!organisationId) return unknown(token, 'UNKNOWN_USER');
    const known = await owner(organisationId, token, caller);
    if (known) return known;
    const begun = await federation.begin(organisationId, token, verified.claims, caller);
    if (begun !== null) {
      log.info({ reason: begun, traceId: caller.traceId }, 'a valid token was refused');
      return unknown(token, begun);
    }
    return (await owner(organisationId, token, caller)) ?? { actor: null, refusal: 'EXPIRED' };
  };

  return {
    async identify(token, caller) {
      if (isJwt(token)) return federated(token, caller);
      const organisationId = isOldApiKey(token)
        ? await organisationOfOldKey(db.pool, token)
        : namedOrganisation(token);
      const known = organisationId ? await owner(organisationId, token, caller) : null;
      return known ?? unknown(token, 'INVALID');
    },
  };
}
