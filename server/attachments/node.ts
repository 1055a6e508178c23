import type { Attachment } from '../graphql/generated/types.js';
import { toGlobalId } from '../kernel/ids.js';
import type { AttachmentRow } from './entities.js';

/** An attachment as the contract shows it, with its row. */
export type AttachmentNode = Attachment & { row: AttachmentRow };

/** The contract's plain fields of an attachment. */
export function toAttachment(row: AttachmentRow): AttachmentNode {
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
