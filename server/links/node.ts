import type { By } from '../identity/people/index.js';
import type { KnownError, TicketLink } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { KnownErrorRow } from './data/entities.js';
import type { LinkRow } from './data/reads.js';
import { linkTypeFrom } from './rules/link-types.js';

/** A link in the contract's form, with its row. */
export type LinkNode = TicketLink & { row: LinkRow };

export function toLink(row: LinkRow): LinkNode {
  return {
    __typename: 'TicketLink',
    row,
    relation: linkTypeFrom(row.kind, row.end),
    createdAt: row.createdAt,
  };
}

/** A known error in the contract's form, with its row. */
export type KnownErrorNode = KnownError & { row: KnownErrorRow };

/** The contract's plain fields of a known error. */
export function toKnownError(row: KnownErrorRow): KnownErrorNode {
  return {
    __typename: 'KnownError',
    row,
    id: toGlobalId('KnownError', row.id),
    symptoms: row.symptoms,
    rootCause: row.rootCause ?? null,
    workaround: row.workaround,
    publicWorkaround: row.publicWorkaround ?? null,
    version: row.version,
    recordedAt: row.recordedAt,
    updatedAt: row.updatedAt,
    retiredAt: row.retiredAt ?? null,
    retireReason: row.retireReason ?? null,
  };
}

/** The author of a known error. */
export function recordedBy(row: KnownErrorRow): By {
  return { userId: row.recordedByUserId ?? null, keyId: row.recordedByKeyId ?? null };
}

/** The actor who retired a known error. */
export function retiredBy(row: KnownErrorRow): By {
  return { userId: row.retiredByUserId ?? null, keyId: row.retiredByKeyId ?? null };
}
