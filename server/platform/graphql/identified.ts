import type { Actor } from '../actor/actor.js';
import type { Asking } from '../actor/asking.js';
import type { Recalled, TokenRefusal } from '../actor/authenticator.js';
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
}

const nobody = { actor: null, asking: null, actorNow: async () => null };

/** Authenticates the value of `Authorization`. */
export async function identified(
  { authn }: Services,
  authorization: unknown,
  clientInfo: ClientInfo,
): Promise<Identity> {
  const none = authorization === undefined || authorization === null || authorization === '';
  const token = bearerToken(authorization);
  if (!token) return { ...nobody, tokenRefusal: none ? null : 'INVALID' };
  const found = await authn.identify(token, clientInfo);
  if (!found.actor) return { ...nobody, tokenRefusal: found.refusal };
  const { actor, actorNow, asking } = found;
  return { actor, actorNow, asking, tokenRefusal: null };
}

/** How a request is authenticated. */
export interface Authentication {
  /** The identity; for a request with only one command, the actor who used the token before, whom its first packet authenticates. */
  identity: Identity | { recalled: Recalled };
  /** Authenticates the actor now. */
  identify(): Promise<Identity>;
}

/** Authenticates a request by its `Authorization`, unless the first packet of its only command does that. */
export async function authentication(
  services: Services,
  authorization: unknown,
  clientInfo: ClientInfo,
  isOneCommand: boolean,
): Promise<Authentication> {
  const identify = () => identified(services, authorization, clientInfo);
  const token = isOneCommand ? bearerToken(authorization) : null;
  const recalled = token ? services.authn.recall(token, clientInfo) : null;
  return { identity: recalled ? { recalled } : await identify(), identify };
}
