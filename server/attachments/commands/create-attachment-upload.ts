import { randomBytes } from 'node:crypto';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ForbiddenReason, Visibility } from '../../platform/contract/generated/enums.js';
import type { CreateAttachmentUploadInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import { canTicket, conversationProblem, loadTicket } from '../../tickets/index.js';
import { AttachmentEntity } from '../data/entities.js';
import { tooManyUnfinished } from '../data/unfinished.js';
import { acceptedText, announcedType } from '../rules/content-type.js';
import { cleanFileName } from '../rules/file-name.js';
import { uploadPrefix } from '../rules/keys.js';
import type { UnfinishedLimits } from '../rules/unfinished.js';

/** How long a presigned upload URL is valid. */
export const UPLOAD_SECONDS = 600;
// The time for completing an upload, after which it is swept. Until then it counts against the limits of the account that announced it.
const COMPLETE_WITHIN_MS = 3_600_000;

export interface AttachmentLimits {
  maxBytes: number;
  types: readonly string[];
  unfinished: UnfinishedLimits;
}

/** Announces a file. It becomes an attachment when it was uploaded, checked and completed. */
export async function createAttachmentUpload(
  command: CommandContext,
  input: CreateAttachmentUploadInput,
  limits: AttachmentLimits,
): Promise<Result<{ attachmentId: string }>> {
  const visibility = input.visibility ?? 'PUBLIC';
  const place = await placeOf(command, input, visibility);
  if (!place.ok) return place;
  const check = new InputCheck();
  check.required('fileName', input.fileName, 1000);
  check.between('size', input.size, 1, limits.maxBytes);
  const fileName = cleanFileName(input.fileName);
  const announced = announcedType(input.contentType, fileName, limits.types);
  if ('refusedType' in announced) {
    check.fail(['contentType'], 'NOT_ALLOWED', notAccepted(announced.refusedType, limits.types));
  }
  if (!/^[0-9a-f]{64}$/i.test(input.sha256))
    check.fail(['sha256'], 'FORMAT', 'sha256 must be 64 hexadecimal digits.');
  if ('refusedType' in announced || check.errors.length > 0) return err(...check.errors);
  const tooMany = await tooManyUnfinished(command, input.size, limits.unfinished);
  if (tooMany) return err(tooMany);
  const id = newId();
  // A random key reveals nothing.
  const uploadKey = uploadPrefix(command.organisationId, id) + randomBytes(16).toString('hex');
  command.em.create(
    AttachmentEntity,
    {
      organisationId: command.organisationId,
      id,
      ticketId: place.value,
      commentId: null,
      state: 'PENDING',
      uploadKey,
      objectKey: null,
      fileName,
      size: input.size,
      contentType: announced.type,
      sha256: input.sha256.toLowerCase(),
      visibility,
      uploadedByUserId: command.onBehalfOf.userId,
      uploadedByKeyId: command.onBehalfOf.keyId,
      createdAt: command.now,
      attachedAt: null,
      expiresAt: new Date(command.now.getTime() + COMPLETE_WITHIN_MS),
      sweptAt: null,
    },
    { persist: true },
  );
  return ok({ attachmentId: id });
}

/** The id of the ticket to which the file goes; null for an upload without one, which the actor names later. */
async function placeOf(
  command: CommandContext,
  { ticketId }: CreateAttachmentUploadInput,
  visibility: Visibility,
): Promise<Result<string | null>> {
  const isInternal = visibility === 'INTERNAL';
  const denied = ({ reason, message }: { reason: ForbiddenReason; message: string }) =>
    err(forbidden(reason, message, [isInternal ? 'visibility' : 'ticketId']));
  if (ticketId === null || ticketId === undefined) {
    const decision = canTicket(command.actor, 'attach');
    if (!decision.allowed) return denied(decision);
    const message =
      'INTERNAL needs ticketId. Without a ticket, the file gets the visibility of the comment that takes it.';
    return isInternal ? err(invalid(['visibility'], 'CONTRADICTION', message)) : ok(null);
  }
  const loaded = await loadTicket(command, ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const decision = canTicket(command.actor, isInternal ? 'note' : 'attach', facts);
  if (!decision.allowed) return denied(decision);
  const final = await conversationProblem(command, 'createAttachmentUpload', ticket, ['ticketId']);
  return final ? err(final) : ok(ticket.id);
}

function notAccepted(type: string | null, accepted: readonly string[]): string {
  const what =
    type === null ? 'contentType must be a MIME type, or empty.' : `contentType ${type} is not accepted.`;
  return `${what} ${acceptedText(accepted)}`;
}
