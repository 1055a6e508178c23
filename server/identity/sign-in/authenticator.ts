import type { Pool } from 'pg';
import type { AccessEntry, AccessRecorder } from '../../platform/actor/access-recorder.js';
import type { Actor, KeyActor } from '../../platform/actor/actor.js';
import type { Authenticator, Identified, TokenRefusal } from '../../platform/actor/authenticator.js';
import type { ClientInfo } from '../../platform/actor/client-info.js';
import type { Database } from '../../platform/db/database.js';
import { Joined } from '../../platform/kernel/joined.js';
import { namedOrganisation } from '../../platform/kernel/named-organisation.js';
import { hashToken, isApiKey, isJwt, isOldApiKey } from '../../platform/kernel/tokens.js';
import type { Log } from '../../platform/observability/log.js';
import type { Metrics } from '../../platform/observability/metrics.js';
import { askingBy, authenticate, organisationOfOldKey } from './authenticate.js';
import type { Federation } from './federated.js';
import type { IdentityProvider, Verified } from './identity-provider.js';

/** Tokens that are remembered on one server. */
const MOST_REMEMBERED = 10_000;

export interface AuthenticatorOptions {
  db: Database;
  access: AccessRecorder;
  log: Log;
  metrics: Metrics;
  /** Null: only tokens of this program are accepted. */
  provider: IdentityProvider | null;
  federation: Federation;
}

function keyUsedBy({ organisationId, keyId }: KeyActor, { address }: ClientInfo): AccessEntry {
  return { kind: 'KEY_USED', organisationId, keyId, address };
}

/** The credential to look up. A JWT is verified first. */
export function createAuthenticator({
  db,
  access,
  log,
  metrics,
  provider,
  federation,
}: AuthenticatorOptions): Authenticator {
  const asked = new Joined<Awaited<ReturnType<typeof authenticate>>>();
  // Equal look-ups at the same time are joined: many requests or subscriptions with one token use one connection.
  const lookUp = (pool: Pool, organisationId: string, token: string) =>
    asked.ask(`${pool === db.live.pool} ${organisationId} ${token}`, () =>
      authenticate(pool, organisationId, token),
    );

  // Separate from requests: pushes take no connection of theirs.
  const actorLater = (organisationId: string, token: string) => async () =>
    (await lookUp(db.live.pool, organisationId, token))?.actor ?? null;

  const remembered = new Map<string, Actor>();
  const printOf = (token: string): string => hashToken(token).toString('base64');
  const remember = (token: string, actor: Actor): void => {
    const print = printOf(token);
    // Looked up again: it moves to the end. A map keeps its insertion order.
    remembered.delete(print);
    remembered.set(print, actor);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest) remembered.delete(oldest);
  };

  const came = async (actor: Actor, clientInfo: ClientInfo): Promise<void> => {
    const { organisationId } = actor;
    if (actor.kind === 'system') return;
    access.use(organisationId, actor.kind === 'key' ? actor.keyId : actor.sessionId);
    if (actor.kind === 'user') return;
    metrics.keyUse('ok');
    await access.count(keyUsedBy(actor, clientInfo));
  };

  const found = async (actor: Actor, token: string, clientInfo: ClientInfo): Promise<Identified> => {
    await came(actor, clientInfo);
    remember(token, actor);
    const actorNow = actorLater(actor.organisationId, token);
    return { actor, refusal: null, actorNow, asking: askingBy(token, actor) };
  };

  /** Looks up a token in the organisation that it names; null when it was never issued there. */
  const owner = async (
    organisationId: string,
    token: string,
    clientInfo: ClientInfo,
  ): Promise<Identified | null> => {
    const known = await lookUp(db.pool, organisationId, token);
    if (!known) return null;
    if (known.actor) return found(known.actor, token, clientInfo);
    remembered.delete(printOf(token));
    const { ending: reason, userId, keyId } = known;
    metrics.refused(keyId ? 'key' : 'session', reason);
    if (keyId) metrics.keyUse(reason === 'REVOKED' ? 'revoked' : 'expired');
    const entry = { kind: 'TOKEN_REFUSED', organisationId, userId, keyId, reason } as const;
    await access.count({ ...entry, address: clientInfo.address });
    return { actor: null, refusal: reason };
  };

  /** A token that neither this program nor the identity provider has issued. */
  const unknown = (token: string, refusal: TokenRefusal): Identified => {
    metrics.refused('token', refusal);
    if (isApiKey(token)) metrics.keyUse('unknown');
    return { actor: null, refusal };
  };

  /**
   * Authenticates a token of the identity provider. Its signature is verified each time, so that a key that the provider withdraws stops
   * working.
   */
  const federated = async (token: string, clientInfo: ClientInfo): Promise<Identified> => {
    const verified: Verified = provider ? await provider.verify(token) : { ok: false, reason: 'INVALID' };
    if (!verified.ok) return unknown(token, verified.reason);
    const organisationId = await federation.organisation();
    if (!organisationId) return unknown(token, 'UNKNOWN_USER');
    const known = await owner(organisationId, token, clientInfo);
    if (known) return known;
    const begun = await federation.begin(organisationId, token, verified.claims, clientInfo);
    if (begun !== null) {
      log.info({ reason: begun, traceId: clientInfo.traceId }, 'a valid token was refused');
      return unknown(token, begun);
    }
    return (await owner(organisationId, token, clientInfo)) ?? { actor: null, refusal: 'EXPIRED' };
  };

  return {
    recall(token, clientInfo) {
      // Tokens of the identity provider are verified each time.
      const owner = isJwt(token) ? undefined : remembered.get(printOf(token));
      if (!owner) return null;
      // The first use within an hour is in the database before the request continues.
      if (owner.kind === 'key' && !access.isCounted(keyUsedBy(owner, clientInfo))) return null;
      return {
        asking: askingBy(token, owner),
        actorNow: actorLater(owner.organisationId, token),
        came: (actor) => void came(actor, clientInfo),
      };
    },
    async identify(token, clientInfo) {
      if (isJwt(token)) return federated(token, clientInfo);
      const organisationId = isOldApiKey(token)
        ? await organisationOfOldKey(db.pool, token)
        : namedOrganisation(token);
      const known = organisationId ? await owner(organisationId, token, clientInfo) : null;
      return known ?? unknown(token, 'INVALID');
    },
  };
}
