import type { CommentReaction } from '../../comments/index.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { AttachmentEntity, type AttachmentRow } from '../data/entities.js';
import { attachToComment } from './complete-attachment-upload.js';
import { takeUpload, uploadNamed, uploadsNamed } from './take-uploads.js';

/** Moves completed uploads of the actor to a comment that is being added: from its ticket, or from none. */
export const attachToNewComment: CommentReaction = {
  gather({ attachmentIds }, gathering) {
    return { uploads: uploadsNamed(gathering, attachmentIds) };
  },
  react({ uploads = [] }, { id, ticket, visibility, attachmentIds, event }, { now }) {
    const writes = [];
    const events: NewEvent[] = [];
    for (const [i, attachmentId] of attachmentIds.entries()) {
      const path = ['attachmentIds', String(i)];
      const named = uploadNamed(uploads as readonly AttachmentRow[], attachmentId, path, now);
      if (!named.ok) return named;
      const upload = named.value;
      if (upload.state === 'CHECKED') {
        const taken = takeUpload(upload, { ticket, comment: { id, visibility }, now });
        writes.push(taken.write);
        events.push({ ...taken.event, causedBy: event });
        continue;
      }
      if (upload.state !== 'READY' || upload.commentId !== null || upload.ticketId !== ticket.id) {
        return err(
          invalid(
            path,
            'STATE',
            'Only completed uploads without a ticket, or on this ticket and without a comment, can be attached.',
          ),
        );
      }
      if (visibility === 'PUBLIC' && upload.visibility === 'INTERNAL')
        return err(invalid(path, 'VISIBILITY', 'An internal file cannot be attached to a public comment.'));
      const attached = { ...upload };
      attachToComment(attached, { id, visibility });
      writes.push(updateOf(AttachmentEntity, upload, attached));
    }
    return ok({ writes: writes.filter((write) => write !== null), events });
  },
};
