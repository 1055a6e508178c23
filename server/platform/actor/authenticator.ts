import type { Actor } from './actor.js';
import type { Asking } from './asking.js';
import type { ClientInfo } from './client-info.js';

/** Why a token that was issued does not work any more. */
export type Ending = 'EXPIRED' | 'REVOKED' | 'DEACTIVATED' | 'SUSPENDED';

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
      /** What a WebSocket is authenticated by from now on: a session keeps it when its token is replaced. */
      lasting: Credential;
    }
  | { actor: null; refusal: TokenRefusal };

/** An actor who was seen before. */
export interface Recalled {
  asking: Asking;
  actorNow(): Promise<Actor | null>;
  /** The actor was authenticated: records the access with its address. */
  came(actor: Actor): void;
}

/** What a request or a WebSocket is authenticated by: a token or a session. */
export interface Credential {
  /**
   * The actor when it was last looked up on this server: enough to apply limits, and to authenticate it with the first statement of a
   * command. Null when it must be looked up by `identify`.
   */
  recall(clientInfo: ClientInfo): Recalled | null;
  /** Authenticates a request, or an operation on a WebSocket, and records the access with its address. */
  identify(clientInfo: ClientInfo): Promise<Identified>;
}

/** A session or API key, by its id. */
export interface Access {
  kind: 'session' | 'key';
  id: string;
}

/** Until when a session or API key works: null for a key that does not expire; or why it does not work any more. */
export interface Standing {
  id: string;
  ending: Ending | null;
  expiresAt: Date | null;
}

/** Authenticates tokens: of sign-ins, API keys, and access tokens of the identity provider. */
export interface Authenticator {
  of(token: string): Credential;
  /** How sessions and API keys of an organisation stand now: all of them, or only those that have ended. */
  standings(organisationId: string, of: readonly Access[], which: 'ALL' | 'ENDED'): Promise<Standing[]>;
}
