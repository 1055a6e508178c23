import type { Actor } from './actor.js';
import type { Asking } from './asking.js';
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
      /** The same person for what they change: looked up with it. */
      asking: Asking;
    }
  | { actor: null; refusal: TokenRefusal };

/** Somebody who came before. */
export interface Recalled {
  asking: Asking;
  actorNow(): Promise<Actor | null>;
  /** They have been found: it is recorded that, and from where, they came. */
  came(actor: Actor): void;
}

/** Who it is, by tokens of sign-ins, API keys, and access tokens of the identity provider alike. */
export interface Authenticator {
  /**
   * Whose a token was when it was looked up last on this server: enough to count for, and to look it up with the first statement of what it
   * changes. Null for one that has to be looked up by `identify`.
   */
  recall(token: string, caller: Caller): Recalled | null;
  /** Who comes with this token: for each request and each operation of a socket. It is recorded that, and from where, they came. */
  identify(token: string, caller: Caller): Promise<Identified>;
}
