import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import {
  canTicket,
  filterFacts,
  type LoadedTicket,
  loadTicket,
  resumeByReply,
  touch,
} from '../../tickets/index.js';
import { CommentEntity, type Visibility } from '../entities.js';

export interface AddComment {
  ticketId: string;
  visibility?: Visibility | null;
  body: string;
  attachmentIds?: readonly string[] | null;
}

/** Attaches uploads to a comment that is being added. */
type AttachUploads = (
  change: Change,
  loaded: LoadedTicket,
  commentId: string,
  visibility: Visibility,
  attachmentIds: readonly string[],
) => Promise<Result<null>>;

/** What others do when a comment is added; given by their domains. */
export interface AroundComment {
  attach: AttachUploads;
  /** Tells of it wherever its ticket was merged into; `added` is the place of its event in the change. */
  follow(
    change: Change,
    comment: { id: string; ticketId: string; visibility: Visibility },
    added: number,
  ): Promise<void>;
}

/** Adds a comment. A requester's public reply resumes a ticket that awaits them. An internal note leaves the ticket as it is. */
export async function addComment(
  change: Change,
  input: AddComment,
  around: AroundComment,
): Promise<Result<{ ticketId: string; commentId: string }>> {
  const loaded = await loadTicket(change, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const visibility = input.visibility ?? 'PUBLIC';
  const decision = canTicket(change.actor, visibility === 'INTERNAL' ? 'note' : 'comment', facts);
  if (!decision.allowed) {
    return refused(
      forbidden(decision.reason, decision.message, [visibility === 'INTERNAL' ? 'visibility' : 'ticketId']),
    );
  }
  const check = new InputCheck();
  const body = check.required('body', input.body, 50_000);
  const attachmentIds = check.ids('attachmentIds', input.attachmentIds, 'Attachment', 20) ?? [];
  if (check.errors.length > 0) return refused(...check.errors);
  const commentId = newId();
  change.em.create(
    CommentEntity,
    {
      organisationId: change.organisationId,
      id: commentId,
      ticketId: ticket.id,
      authorUserId: change.performer.userId,
      authorKeyId: change.performer.keyId,
      visibility,
      body,
      version: 1,
      createdAt: change.now,
      occurredAt: change.occurredAt,
      editedAt: null,
    },
    { persist: true },
  );
  if (attachmentIds.length > 0) {
    const attached = await around.attach(change, loaded.value, commentId, visibility, attachmentIds);
    if (!attached.ok) return attached;
  }
  if (visibility === 'PUBLIC') touch(change, ticket);
  const reply = change.emit({
    type: 'COMMENT_ADDED',
    ticketId: ticket.id,
    visibility,
    commentId,
    facts: filterFacts(ticket),
  });
  if (ticket.mergedFrom)
    await around.follow(change, { id: commentId, ticketId: ticket.id, visibility }, reply);
  if (visibility === 'PUBLIC') resumeByReply(change, ticket, reply);
  return done({ ticketId: ticket.id, commentId });
}
