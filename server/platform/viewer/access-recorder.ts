import type { AccessKind, SessionMethod } from '../contract/generated/types.js';

/** Something to be kept of who came in or was refused. It is about a user or an API key. */
export interface AccessEntry {
  kind: AccessKind;
  organisationId: string;
  userId?: string | null;
  keyId?: string | null;
  method?: SessionMethod;
  reason?: string;
  operation?: string;
  /** Counted by its group. Null where equal happenings of all addresses are counted together. */
  address: string | null;
}

/** Keeps who came in and what was refused. Never throws. */
export interface AccessRecorder {
  count(entry: AccessEntry): Promise<void>;
  /** Whether something equal was written within this hour, so that counting it writes nothing. */
  isCounted(entry: AccessEntry): boolean;
  /** Notes that a session or API key is in use. */
  use(organisationId: string, id: string): void;
}
