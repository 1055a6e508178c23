import type { Actor } from './actor.js';
import type { Asking } from './asking.js';
import type { ClientInfo } from './client-info.js';

/** Why a token that was issued does not work any more. */
export type Ending = 'EXPIRED' | 'REVOKED' | 'DEACTIVATED';

/** Why a token is refused. */
export type TokenRefusal = Ending | 'INVALID' | 'EMAIL_NOT_VERIFIED' | 'UNKNOWN_USER' | 'OTHER_IDENTITY';

export type Identified =
  | {
      actor: Actor;
      refusal: null;
      /** The actor of the token, checked again for pushes; null when it no longer works. */
      actorNow(): Promise<Actor | null>;
      /** The same actor, authenticated together with a command. */
      asking: Asking;
    }
  | { actor: null; refusal: TokenRefusal };

/** An actor who was seen before. */
export interface Recalled {
  asking: Asking;
  actorNow(): Promise<Actor | null>;
  /** The actor was authenticated: records the access with its address. */
  came(actor: Actor): void;
}

/** Authenticates tokens: of sign-ins, API keys, and access tokens of the identity provider. */
export interface Authenticator {
  /**
   * The actor of a token when it was last looked up on this server: enough to apply limits, and to authenticate it with the first
   * statement of a command. Null when it must be looked up by `identify`.
   */
  recall(token: string, clientInfo: ClientInfo): Recalled | null;
  /** Authenticates a request, or an operation on a WebSocket, and records the access with its address. */
  identify(token: string, clientInfo: ClientInfo): Promise<Identified>;
}
