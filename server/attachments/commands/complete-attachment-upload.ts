import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { CommentEntity } from '../../comments/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UploadRejection, Visibility } from '../../platform/contract/generated/enums.js';
import type { CompleteAttachmentUploadInput } from '../../platform/contract/generated/types.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import type { ObjectStore } from '../../platform/storage/object-store.js';
import {
  canTicket,
  conversationProblem,
  filterFacts,
  type LoadedTicket,
  loadTicket,
  touch,
} from '../../tickets/index.js';
import { AttachmentEntity, type AttachmentRow } from '../data/entities.js';
import { type Verdict, verify } from '../data/verify.js';
import { objectPrefix } from '../rules/keys.js';

const MAX_OF_COMMENT = 20;

const messages: Record<UploadRejection, string> = {
  MISSING: 'No file was uploaded to the URL.',
  SIZE_MISMATCH: "The file's size differs from the announced size.",
  CHECKSUM_MISMATCH: "The file's SHA-256 differs from the announced one.",
  TYPE_NOT_ALLOWED: 'The content does not have the announced type.',
  EXPIRED: 'The upload was not completed within an hour.',
};

function rejected(rejection: UploadRejection, detail = messages[rejection]): UserError {
  const message = `${detail} Start a new upload.`;
  return {
    __typename: 'UploadRejectedError',
    code: 'UPLOAD_REJECTED',
    message,
    path: ['input', 'attachmentId'],
    rejection,
  };
}

/** An upload of the actor, without a ticket or with one that they can still see. */
async function loadUpload(
  command: CommandContext,
  globalId: string,
): Promise<Result<{ upload: AttachmentRow; on: LoadedTicket | null }>> {
  const id = idOfType(globalId, 'Attachment');
  const missing = () => err(notFound(['attachmentId'], globalId, 'upload'));
  if (!id) return missing();
  const { organisationId, actor } = command;
  const found = await command.em.findOne(AttachmentEntity, { organisationId, id });
  const own =
    (actor.kind === 'user' && found?.uploadedByUserId === actor.userId) ||
    (actor.kind === 'key' && found?.uploadedByKeyId === actor.keyId);
  if (!found || !own) return missing();
  const ticketId = found.ticketId ?? null;
  const loaded = ticketId === null ? null : await loadTicket(command, toGlobalId('Ticket', ticketId));
  if (loaded && !loaded.ok) return missing();
  const upload = await command.em.findOneOrFail(
    AttachmentEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (upload.state === 'DELETED') return missing();
  // A comment or a new ticket took it meanwhile.
  if ((upload.ticketId ?? null) !== ticketId) return loadUpload(command, globalId);
  return ok({ upload, on: loaded?.value ?? null });
}

/** The result of an inspection: the key of the checked copy and its type, or why the upload is refused. */
export type Inspection =
  | { objectKey: string; contentType: string }
  | Exclude<Verdict, { contentType: string }>;

/**
 * Inspects an upload before the transaction, because it can take a while. It copies the file to a new key for which no URL was ever signed,
 * and checks the copy: so what is checked is what will be downloaded.
 */
export async function inspectUpload(
  store: ObjectStore,
  upload: AttachmentRow,
  accepted: readonly string[],
): Promise<Inspection> {
  const size = await store.size(upload.uploadKey);
  if (size === null) return { rejection: 'MISSING' };
  if (size !== upload.size) return { rejection: 'SIZE_MISMATCH' };
  const objectKey = objectPrefix(upload.organisationId, upload.id) + randomBytes(16).toString('hex');
  await store.copy(upload.uploadKey, objectKey);
  const verdict = await verify(await store.read(objectKey), upload, accepted);
  if ('contentType' in verdict) return { objectKey, ...verdict };
  await store.remove(objectKey);
  return verdict;
}

/** Attaches an inspected upload to its ticket or to a comment. One without a ticket waits for the input that takes it. */
export async function completeAttachmentUpload(
  command: CommandContext,
  input: CompleteAttachmentUploadInput,
  inspection: Inspection | null,
): Promise<Result<{ attachmentId: string }>> {
  const loaded = await loadUpload(command, input.attachmentId);
  if (!loaded.ok) return loaded;
  const { upload, on } = loaded.value;
  if (!on) return completeWithoutTicket(command, upload, input, inspection);
  const { ticket, facts } = on;
  const decision = canTicket(command.actor, upload.visibility === 'INTERNAL' ? 'note' : 'attach', facts);
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['attachmentId']));
  if (upload.state === 'READY') return ok({ attachmentId: upload.id });
  const final = await conversationProblem(command, 'completeAttachmentUpload', ticket, ['attachmentId']);
  if (final) return err(final);
  if (upload.expiresAt <= command.now) return err(rejected('EXPIRED'));
  const { commentId = null } = input;
  const comment = commentId === null ? null : await ownComment(command, commentId, upload);
  if (comment && !comment.ok) return comment;
  const stored = storeInspected(upload, inspection);
  if (stored) return err(stored);
  upload.state = 'READY';
  upload.attachedAt = command.now;
  if (comment?.ok) attachToComment(upload, comment.value);
  if (upload.visibility === 'PUBLIC') touch(command, ticket);
  command.emit({
    type: 'ATTACHMENT_ADDED',
    ticketId: ticket.id,
    attachmentId: upload.id,
    commentId: upload.commentId,
    visibility: upload.visibility,
    changes: [{ field: 'Attachment.fileName', from: null, to: upload.fileName }],
    facts: filterFacts(ticket),
  });
  return ok({ attachmentId: upload.id });
}

async function completeWithoutTicket(
  { actor, now }: CommandContext,
  upload: AttachmentRow,
  { commentId }: CompleteAttachmentUploadInput,
  inspection: Inspection | null,
): Promise<Result<{ attachmentId: string }>> {
  const decision = canTicket(actor, 'attach');
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['attachmentId']));
  if (commentId) {
    const message =
      'The upload has no ticket. Give it to createTicket, addComment or the comment of a transition.';
    return err(invalid(['commentId'], 'CONTRADICTION', message));
  }
  if (upload.expiresAt <= now) return err(rejected('EXPIRED'));
  if (upload.state === 'CHECKED') return ok({ attachmentId: upload.id });
  const problem = storeInspected(upload, inspection);
  if (problem) return err(problem);
  upload.state = 'CHECKED';
  return ok({ attachmentId: upload.id });
}

/** Records what the inspection found; an error when it refuses the file. */
function storeInspected(upload: AttachmentRow, inspection: Inspection | null): UserError | null {
  if (!inspection) return rejected('MISSING');
  if ('rejection' in inspection) return rejected(inspection.rejection, inspection.detail);
  upload.objectKey = inspection.objectKey;
  upload.contentType = inspection.contentType;
  return null;
}

/** Moves an attachment to a comment. From then on it has the comment's visibility. */
export function attachToComment(
  attachment: AttachmentRow,
  comment: { id: string; visibility: Visibility },
): void {
  attachment.commentId = comment.id;
  attachment.visibility = comment.visibility;
}

async function ownComment(
  command: CommandContext,
  globalId: string,
  upload: AttachmentRow,
): Promise<Result<{ id: string; visibility: Visibility }>> {
  const id = idOfType(globalId, 'Comment');
  const { organisationId, actor } = command;
  const comment = id
    ? await command.em.findOne(CommentEntity, { organisationId, id, ticketId: upload.ticketId })
    : null;
  const author =
    (actor.kind === 'user' && comment?.authorUserId === actor.userId) ||
    (actor.kind === 'key' && comment?.authorKeyId === actor.keyId);
  if (!comment || !author) return err(notFound(['commentId'], globalId, 'comment of yours on this ticket'));
  if (comment.visibility === 'PUBLIC' && upload.visibility === 'INTERNAL') {
    return err(
      invalid(['commentId'], 'VISIBILITY', 'An internal file cannot be attached to a public comment.'),
    );
  }
  const others = await command.em.count(AttachmentEntity, {
    organisationId,
    commentId: comment.id,
    state: 'READY',
  });
  if (others >= MAX_OF_COMMENT) {
    return err(
      invalid(['commentId'], 'TOO_MANY', `A comment can have at most ${MAX_OF_COMMENT} attachments.`),
    );
  }
  return ok({ id: comment.id, visibility: comment.visibility });
}
