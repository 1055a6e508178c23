import type { Pool } from 'pg';
import type { AccessEntry, AccessRecorder } from '../../platform/actor/access-recorder.js';
import type { Actor, KeyActor, UserActor } from '../../platform/actor/actor.js';
import type {
  Authenticator,
  Credential,
  Identified,
  Recalled,
  TokenRefusal,
} from '../../platform/actor/authenticator.js';
import type { ClientInfo } from '../../platform/actor/client-info.js';
import type { Database } from '../../platform/db/database.js';
import { Joined } from '../../platform/kernel/joined.js';
import { namedOrganisation } from '../../platform/kernel/named-organisation.js';
import { hashToken, isApiKey, isJwt, isOldApiKey } from '../../platform/kernel/tokens.js';
import type { Log } from '../../platform/observability/log.js';
import type { Metrics } from '../../platform/observability/metrics.js';
import {
  askingBy,
  askingBySession,
  authenticate,
  authenticateSession,
  type Owner,
  organisationOfOldKey,
  standings,
} from './authenticate.js';
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

/** A session that is not there any more: it was forgotten long after its end. */
const unknownSession = { actor: null, refusal: 'REVOKED' } as const;

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

  const lookUpSession = (pool: Pool, organisationId: string, sessionId: string) =>
    asked.ask(`${pool === db.live.pool} ${organisationId} ${sessionId}`, () =>
      authenticateSession(pool, organisationId, sessionId),
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
    // A token of the identity provider is verified each time.
    const isSession = actor.kind === 'user' && !isJwt(token);
    const lasting = isSession ? sessionOf(actor) : of(token);
    return { actor, refusal: null, actorNow, asking: askingBy(token, actor), lasting };
  };

  /** A session that is held by its id, also when its token is replaced. */
  const sessionOf = (held: UserActor): Credential => {
    const { organisationId, sessionId } = held;
    let last = held;
    const actorNow = async () =>
      (await lookUpSession(db.live.pool, organisationId, sessionId))?.actor ?? null;
    const credential: Credential = {
      recall: (clientInfo) => ({
        asking: askingBySession(last),
        actorNow,
        came: (actor) => void came(actor, clientInfo),
      }),
      async identify(clientInfo) {
        const known = await lookUpSession(db.pool, organisationId, sessionId);
        if (!known) return unknownSession;
        if (!known.actor) return refused(organisationId, known, clientInfo);
        const { actor } = known;
        if (actor.kind === 'user') last = actor;
        await came(actor, clientInfo);
        return { actor, refusal: null, actorNow, asking: askingBySession(last), lasting: credential };
      },
    };
    return credential;
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
    return refused(organisationId, known, clientInfo);
  };

  /** A token or session that has ended. */
  const refused = async (
    organisationId: string,
    { ending, userId, keyId }: Owner & { actor: null },
    clientInfo: ClientInfo,
  ): Promise<Identified> => {
    metrics.refused(keyId ? 'key' : 'session', ending);
    if (keyId) metrics.keyUse(ending === 'REVOKED' ? 'revoked' : 'expired');
    const entry = { kind: 'TOKEN_REFUSED', organisationId, userId, keyId, reason: ending } as const;
    await access.count({ ...entry, address: clientInfo.address });
    return { actor: null, refusal: ending };
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

  const recall = (token: string, clientInfo: ClientInfo): Recalled | null => {
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
  };
  const identify = async (token: string, clientInfo: ClientInfo): Promise<Identified> => {
    if (isJwt(token)) return federated(token, clientInfo);
    const organisationId = isOldApiKey(token)
      ? await organisationOfOldKey(db.pool, token)
      : namedOrganisation(token);
    const known = organisationId ? await owner(organisationId, token, clientInfo) : null;
    return known ?? unknown(token, 'INVALID');
  };
  const of = (token: string): Credential => ({
    recall: (clientInfo) => recall(token, clientInfo),
    identify: (clientInfo) => identify(token, clientInfo),
  });
  return {
    of,
    standings: (organisationId, accesses, which) => standings(db.pool, organisationId, accesses, which),
  };
}
