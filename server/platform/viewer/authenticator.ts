import type { Actor } from './actor.js';
import type { Caller } from './caller.js';
/** Why a token that was given once does not work any more. */
export type Ending = 'EXPIRED' | 'REVOKED' | 'DEACTIVATED';

/** Why a token does not tell who somebody is. */
export type TokenRefusal = Ending | 'INVALID' | 'EMAIL_NOT_VERIFIED' | 'UNKNOWN_USER' | 'OTHER_IDENTITY';

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
