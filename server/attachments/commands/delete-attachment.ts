import { LockMode } from '@mikro-orm/core';
import { CommentEntity } from '../../comments/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { DeleteAttachmentInput } from '../../platform/contract/generated/types.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, notFound } from '../../platform/kernel/user-errors.js';
import { filterFacts, loadTicket, maySeePart, rolesOn, touch } from '../../tickets/index.js';
import { AttachmentEntity } from '../data/entities.js';
import { UPLOAD_SECONDS } from './create-attachment-upload.js';

/** Deletes an attachment. The sweeper removes the object after the transaction. */
export async function deleteAttachment(
  command: CommandContext,
  input: DeleteAttachmentInput,
): Promise<Result<{ attachmentId: string; ticketId: string }>> {
  const id = idOfType(input.attachmentId, 'Attachment');
  const missing = () => err(notFound(['attachmentId'], input.attachmentId, 'attachment'));
  if (!id) return missing();
  const { organisationId, actor } = command;
  const found = await command.em.findOne(AttachmentEntity, { organisationId, id, state: 'READY' });
  if (!found?.ticketId) return missing();
  const loaded = await loadTicket(command, toGlobalId('Ticket', found.ticketId));
  if (!loaded.ok) return missing();
  const { ticket, facts } = loaded.value;
  const attachment = await command.em.findOneOrFail(
    AttachmentEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const comment = attachment.commentId
    ? await command.em.findOne(CommentEntity, { organisationId, id: attachment.commentId })
    : null;
  const visibility = comment?.visibility ?? attachment.visibility;
  if (attachment.state !== 'READY' || !maySeePart(facts, visibility)) return missing();
  const own =
    (actor.kind === 'user' && attachment.uploadedByUserId === actor.userId) ||
    (actor.kind === 'key' &&
      attachment.uploadedByKeyId === actor.keyId &&
      actor.scopes.includes('COMMENTS_WRITE'));
  if (!own && !rolesOn(actor, facts).has('WORKER')) {
    return err(
      forbidden(
        'NOT_UPLOADER',
        'Only the user who uploaded an attachment and workers of the ticket can delete it.',
        ['attachmentId'],
      ),
    );
  }
  attachment.state = 'DELETED';
  // Swept only after the presigned URL has expired, because that URL could write the object again.
  attachment.expiresAt = new Date(
    Math.max(command.now.getTime(), attachment.createdAt.getTime() + (UPLOAD_SECONDS + 60) * 1000),
  );
  attachment.sweptAt = null;
  if (visibility === 'PUBLIC') touch(command, ticket);
  command.emit({
    type: 'ATTACHMENT_DELETED',
    ticketId: ticket.id,
    attachmentId: id,
    commentId: attachment.commentId,
    visibility,
    changes: [{ field: 'Attachment.fileName', from: attachment.fileName, to: null }],
    facts: filterFacts(ticket),
  });
  return ok({ attachmentId: id, ticketId: ticket.id });
}
