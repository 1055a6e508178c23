import { bearerToken } from '../kernel/tokens.js';
import type { Actor } from '../viewer/actor.js';
import type { Asking } from '../viewer/asking.js';
import type { Recalled, TokenRefusal } from '../viewer/authenticator.js';
import type { Caller } from '../viewer/caller.js';
import type { Services } from './services.js';

/** Who asks, as far as their token says. */
export interface Identity {
  actor: Actor | null;
  /** Why the request's token does not say who it is; null when it does, and when there is none. */
  tokenRefusal: TokenRefusal | null;
  /** Who the request's token belongs to, as of now; null when it does not work any more. */
  actorNow(): Promise<Actor | null>;
  /** The same person for what they change; null when there is nobody. */
  asking: Asking | null;
}

const nobody = { actor: null, asking: null, actorNow: async () => null };

/** Who asks, by the value of `Authorization`. */
export async function identified(
  { authn }: Services,
  authorization: unknown,
  caller: Caller,
): Promise<Identity> {
  const none = authorization === undefined || authorization === null || authorization === '';
  const token = bearerToken(authorization);
  if (!token) return { ...nobody, tokenRefusal: none ? null : 'INVALID' };
  const found = await authn.identify(token, caller);
  if (!found.actor) return { ...nobody, tokenRefusal: found.refusal };
  const { actor, actorNow, asking } = found;
  return { actor, actorNow, asking, tokenRefusal: null };
}

/** Who came with this value of `Authorization` before; null when they have to be looked up. */
export function recalled({ authn }: Services, authorization: unknown, caller: Caller): Recalled | null {
  const token = bearerToken(authorization);
  return token ? authn.recall(token, caller) : null;
}
