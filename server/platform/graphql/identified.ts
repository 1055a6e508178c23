import type { Actor } from '../actor/actor.js';
import type { Asking } from '../actor/asking.js';
import type { Credential, Recalled, TokenRefusal } from '../actor/authenticator.js';
import type { ClientInfo } from '../actor/client-info.js';
import { bearerToken } from '../kernel/tokens.js';
import type { Services } from './services.js';

/** The actor of a request, by its token. */
export interface Identity {
  actor: Actor | null;
  /** Why the request's token is refused; null when it is valid, and when there is none. */
  tokenRefusal: TokenRefusal | null;
  /** The actor of the request's token as of now; null when it no longer works. */
  actorNow(): Promise<Actor | null>;
  /** The same actor, authenticated by the first packet of a command; null when there is none. */
  asking: Asking | null;
  /** What a WebSocket is authenticated by from now on; null when there is no actor. */
  lasting: Credential | null;
}

const nobody = { actor: null, asking: null, lasting: null, actorNow: async () => null };

/** What a value of `Authorization` is: a credential, null without one, or a value that no token has. */
export function credentialIn({ authn }: Services, authorization: unknown): Credential | 'INVALID' | null {
  if (authorization === undefined || authorization === null || authorization === '') return null;
  const token = bearerToken(authorization);
  return token ? authn.of(token) : 'INVALID';
}

/** Authenticates a credential. */
export async function identified(
  credential: Credential | 'INVALID' | null,
  clientInfo: ClientInfo,
): Promise<Identity> {
  if (credential === null || credential === 'INVALID') return { ...nobody, tokenRefusal: credential };
  const found = await credential.identify(clientInfo);
  if (!found.actor) return { ...nobody, tokenRefusal: found.refusal };
  const { actor, actorNow, asking, lasting } = found;
  return { actor, actorNow, asking, lasting, tokenRefusal: null };
}

/** How a request is authenticated. */
export interface Authentication {
  /** The identity; for a request with only one command, the actor who used the token before, whom its first packet authenticates. */
  identity: Identity | { recalled: Recalled };
  /** Authenticates the actor now. */
  identify(): Promise<Identity>;
}

/** Authenticates a request by its credential, unless the first packet of its only command does that. */
export async function authentication(
  credential: Credential | 'INVALID' | null,
  clientInfo: ClientInfo,
  isOneCommand: boolean,
): Promise<Authentication> {
  const identify = () => identified(credential, clientInfo);
  const isOne = isOneCommand && credential !== null && credential !== 'INVALID';
  const recalled = isOne ? credential.recall(clientInfo) : null;
  return { identity: recalled ? { recalled } : await identify(), identify };
}
