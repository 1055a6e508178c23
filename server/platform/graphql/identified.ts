import { bearerToken } from '../kernel/tokens.js';
import type { Actor } from '../viewer/actor.js';
import type { Caller } from '../viewer/caller.js';
import type { RequestFacts } from './context.js';
import type { Services } from './services.js';

/** Who asks, by the value of `Authorization`; and what the context of the request has to know of it. */
export async function identified(
  services: Services,
  authorization: unknown,
  caller: Caller,
): Promise<{ actor: Actor | null; request: Omit<RequestFacts, 'signal'> }> {
  const { authn } = services;
  const none = authorization === undefined || authorization === null || authorization === '';
  const token = bearerToken(authorization);
  if (!token) {
    const tokenRefusal = none ? null : 'INVALID';
    return { actor: null, request: { caller, tokenRefusal, actorNow: async () => null } };
  }
  const found = await authn.identify(token, caller);
  const actorNow = found.actor ? found.actorNow : async () => null;
  return { actor: found.actor, request: { caller, tokenRefusal: found.refusal, actorNow } };
}
