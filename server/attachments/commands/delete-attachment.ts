import { LockMode } from '@mikro-orm/core';
import type { Change } from '../../changes/change.js';
import { CommentEntity } from '../../comments/index.js';
import { idOfType, toGlobalId } from '../../kernel/ids.js';
import { forbidden, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { filterFacts, loadTicket, relationsTo, touch } from '../../tickets/index.js';
import { AttachmentEntity } from '../entities.js';
import { UPLOAD_SECONDS } from './create-attachment-upload.js';

/** Takes an attachment away. The object itself is removed by the sweeper, after the transaction. */
export async function deleteAttachment(
  change: Change,
  input: { attachmentId: string },
): Promise<Result<{ attachmentId: string; ticketId: string }>> {
  const id = idOfType(input.attachmentId, 'Attachment');
  const missing = () => refused(notFound(['attachmentId'], input.attachmentId, 'attachment'));
  if (!id) return missing();
  const { organisationId, actor } = change;
  const found = await change.em.findOne(AttachmentEntity, { organisationId, id, state: 'READY' });
  if (!found) return missing();
  const loaded = await loadTicket(change, toGlobalId('Ticket', found.ticketId));
  if (!loaded.ok) return missing();
  const { ticket, facts } = loaded.value;
  const attachment = await change.em.findOneOrFail(
    AttachmentEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const comment = attachment.commentId
    ? await change.em.findOne(CommentEntity, { organisationId, id: attachment.commentId })
    : null;
  const visibility = comment?.visibility ?? attachment.visibility;
  if (attachment.state !== 'READY' || (visibility === 'INTERNAL' && !facts.internalVisible)) return missing();
  const own =
    (actor.kind === 'user' && attachment.uploadedByUserId === actor.userId) ||
    (actor.kind === 'key' &&
      attachment.uploadedByKeyId === actor.keyId &&
      actor.scopes.includes('COMMENTS_WRITE'));
  if (!own && !relationsTo(actor, facts).has('WORKER')) {
    return refused(
      forbidden(
        'NOT_UPLOADER',
        'An attachment is taken away by who uploaded it, or by those who work the ticket.',
        ['attachmentId'],
      ),
    );
  }
  attachment.state = 'DELETED';
  // Not swept before the signed URL has run out: it could bring the object back.
  attachment.expiresAt = new Date(
    Math.max(change.now.getTime(), attachment.createdAt.getTime() + (UPLOAD_SECONDS + 60) * 1000),
  );
  attachment.sweptAt = null;
  if (visibility === 'PUBLIC') touch(change, ticket);
  change.emit({
    type: 'ATTACHMENT_DELETED',
    ticketId: ticket.id,
    attachmentId: id,
    commentId: attachment.commentId,
    visibility,
    changes: [{ field: 'attachments', from: attachment.fileName, to: null }],
    facts: filterFacts(ticket),
  });
  return done({ attachmentId: id, ticketId: ticket.id });
}
