import type { Attachment } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { AttachedRow } from './data/entities.js';

/** An attachment in the contract's form, with its row. */
export type AttachmentNode = Attachment & { row: AttachedRow };

/** The contract's plain fields of an attachment. */
export function toAttachment(row: AttachedRow): AttachmentNode {
  return {
    __typename: 'Attachment',
    row,
    id: toGlobalId('Attachment', row.id),
    fileName: row.fileName,
    size: row.size,
    contentType: row.contentType,
    sha256: row.sha256,
    visibility: row.visibility,
    createdAt: row.attachedAt ?? row.createdAt,
  };
}
