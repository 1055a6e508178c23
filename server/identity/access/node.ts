import type { Actor } from '../../platform/actor/actor.js';
import { AccessRecordReason } from '../../platform/contract/generated/enums.js';
import type { AccessRecord, Session } from '../../platform/contract/generated/types.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import type { SessionRow } from '../sessions/entities.js';
import type { AccessRecordRow } from '../sessions/reads.js';

export type SessionNode = Session & { row: SessionRow };
export type AccessRecordNode = AccessRecord & { row: AccessRecordRow };

/** The contract's plain fields of a session. */
export function toSession(row: SessionRow, actor: Actor | null): SessionNode {
  return {
    __typename: 'Session',
    row,
    id: toGlobalId('Session', row.id),
    method: row.method,
    current: actor?.kind === 'user' && actor.sessionId === row.id,
    createdAt: row.createdAt,
    address: row.address ?? null,
    userAgent: row.userAgent ?? null,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt ?? null,
  };
}

/** The contract's plain fields of an access record. */
export function toAccessRecord(row: AccessRecordRow): AccessRecordNode {
  const { kind, method, reason, operation, address, count, firstAt, lastAt } = row;
  return {
    __typename: 'AccessRecord',
    row,
    kind,
    method,
    reason: reason === null ? null : shownReason(reason),
    operation,
    address,
    count,
    firstAt,
    lastAt,
  };
}

/** The reason of a stored record. Records of other versions of the server can have reasons that this one does not know. */
function shownReason(stored: string): AccessRecordReason {
  return Object.values(AccessRecordReason).find((reason) => reason === stored) ?? 'OTHER';
}
