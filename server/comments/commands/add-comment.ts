import type { CommandContext } from '../../platform/commands/command-context.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { canTicket, filterFacts, loadTicket, resumeByReply, touch } from '../../tickets/index.js';
import { aroundComment } from '../around.js';
import { CommentEntity, type Visibility } from '../data/entities.js';

export interface AddComment {
  ticketId: string;
  visibility?: Visibility | null;
  body: string;
  attachmentIds?: readonly string[] | null;
}

/** Adds a comment. A requester's public reply resumes a ticket that awaits them. An internal note leaves the ticket as it is. */
export async function addComment(
  command: CommandContext,
  input: AddComment,
): Promise<Result<{ ticketId: string; commentId: string }>> {
  const around = command.extensions.at(aroundComment);
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const visibility = input.visibility ?? 'PUBLIC';
  const decision = canTicket(command.actor, visibility === 'INTERNAL' ? 'note' : 'comment', facts);
  if (!decision.allowed) {
    return err(
      forbidden(decision.reason, decision.message, [visibility === 'INTERNAL' ? 'visibility' : 'ticketId']),
    );
  }
  const check = new InputCheck();
  const body = check.required('body', input.body, 50_000);
  const attachmentIds = check.ids('attachmentIds', input.attachmentIds, 'Attachment', 20) ?? [];
  if (check.errors.length > 0) return err(...check.errors);
  const commentId = newId();
  command.em.create(
    CommentEntity,
    {
      organisationId: command.organisationId,
      id: commentId,
      ticketId: ticket.id,
      authorUserId: command.performer.userId,
      authorKeyId: command.performer.keyId,
      visibility,
      body,
      version: 1,
      createdAt: command.now,
      occurredAt: command.occurredAt,
      editedAt: null,
    },
    { persist: true },
  );
  if (attachmentIds.length > 0) {
    const attached = await around.attach?.(command, loaded.value, commentId, visibility, attachmentIds);
    if (attached?.ok === false) return attached;
  }
  if (visibility === 'PUBLIC') touch(command, ticket);
  const reply = command.emit({
    type: 'COMMENT_ADDED',
    ticketId: ticket.id,
    visibility,
    commentId,
    facts: filterFacts(ticket),
  });
  if (ticket.mergedFrom)
    await around.follow?.(command, { id: commentId, ticketId: ticket.id, visibility }, reply);
  if (visibility === 'PUBLIC') resumeByReply(command, ticket, reply);
  return ok({ ticketId: ticket.id, commentId });
}
