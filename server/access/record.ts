import { type Sql, sql } from '../db/sql.js';
import { addressGroup } from '../kernel/address-group.js';
import { newId } from '../kernel/ids.js';
import type { SessionMethod } from './entities.js';

export type AccessKind =
  | 'SIGN_IN'
  | 'SIGN_IN_REFUSED'
  | 'SIGN_OUT'
  | 'KEY_USED'
  | 'TOKEN_REFUSED'
  | 'ACTION_REFUSED';

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

/** How often it happened since it was written last. */
export interface Counted {
  entry: AccessEntry;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** Adds to the records; one statement for any number of them. Equal ones may be in it once only. */
export function recordAccess(counted: readonly Counted[]): Sql {
  const rows = counted.map(({ entry, count, firstAt, lastAt }) => ({
    organisation_id: entry.organisationId,
    id: newId(),
    kind: entry.kind,
    user_id: entry.userId ?? null,
    key_id: entry.keyId ?? null,
    method: entry.method ?? null,
    reason: entry.reason ?? null,
    operation: entry.operation ?? null,
    address: entry.address === null ? null : addressGroup(entry.address),
    count,
    first_at: firstAt,
    last_at: lastAt,
  }));
  return sql`select record_access(${JSON.stringify(rows)}::jsonb)`;
}

/** The same for what has happened once, now. */
export function recordOnce(entry: AccessEntry, now: Date): Sql {
  return recordAccess([{ entry, count: 1, firstAt: now, lastAt: now }]);
}
