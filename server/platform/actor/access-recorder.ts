import type { AccessKind, AccessRecordReason, SessionMethod } from '../contract/generated/types.js';

/** An access to record, of a user or an API key. */
export interface AccessEntry {
  kind: AccessKind;
  organisationId: string;
  userId?: string | null;
  keyId?: string | null;
  method?: SessionMethod;
  reason?: AccessRecordReason;
  operation?: string;
  /** The address group. Null where accesses from all addresses are counted together. */
  address: string | null;
}

/** Records accesses and refusals. Never throws. */
export interface AccessRecorder {
  count(entry: AccessEntry): Promise<void>;
  /** Whether an identical access was written within this hour, so that counting it writes nothing. */
  isCounted(entry: AccessEntry): boolean;
  /** Notes that a session or API key is in use. */
  use(organisationId: string, id: string): void;
}
