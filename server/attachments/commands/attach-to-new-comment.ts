import type { CommentReaction } from '../../comments/index.js';
import { columns, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import { idsOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid, notFound } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { AttachmentEntity, type AttachmentRow } from '../data/entities.js';
import { attachToComment } from './complete-attachment-upload.js';

const attachmentColumns = columns(AttachmentEntity, 'a');

/** Moves completed uploads of the actor from the ticket to a comment that is being added. */
export const attachToNewComment: CommentReaction = {
  gather({ attachmentIds }, { me, organisationId }) {
    if (!attachmentIds || attachmentIds.length === 0) return {};
    const uploads = sql<AttachmentRow>`select ${attachmentColumns} from ${me}
      join attachments a on a.organisation_id = ${organisationId} and a.id = any (${idsOfType(attachmentIds, 'Attachment')}::uuid[])
        and (a.uploaded_by_user_id = me.user_id or a.uploaded_by_key_id = me.key_id) and a.state <> 'DELETED'
      join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id and ${visibleToMe(organisationId)}
      order by a.id for no key update of a`;
    return { uploads };
  },
  react({ uploads = [] }, { id, ticket, visibility, attachmentIds }) {
    const found = new Map((uploads as AttachmentRow[]).map((upload) => [upload.id, upload]));
    const writes = [];
    for (const [i, attachmentId] of attachmentIds.entries()) {
      const path = ['attachmentIds', String(i)];
      const upload = found.get(attachmentId);
      if (!upload) return err(notFound(path, toGlobalId('Attachment', attachmentId), 'upload'));
      if (upload.state !== 'READY' || upload.commentId !== null || upload.ticketId !== ticket.id) {
        return err(
          invalid(
            path,
            'STATE',
            'Only completed uploads on this ticket that no comment has can be attached.',
          ),
        );
      }
      if (visibility === 'PUBLIC' && upload.visibility === 'INTERNAL')
        return err(invalid(path, 'VISIBILITY', 'An internal file cannot be attached to a public comment.'));
      const attached = { ...upload };
      attachToComment(attached, { id, visibility });
      writes.push(updateOf(AttachmentEntity, upload, attached));
    }
    return ok({ writes: writes.filter((write) => write !== null) });
  },
};
