import type { PresignedUpload } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { byHand, command, mutations } from '../platform/graphql/mutations.js';
import { idOfType } from '../platform/kernel/ids.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketPayload } from '../tickets/payloads.js';
import { completeAttachmentUpload, inspectUpload } from './commands/complete-attachment-upload.js';
import { createAttachmentUpload, UPLOAD_SECONDS } from './commands/create-attachment-upload.js';
import { deleteAttachment } from './commands/delete-attachment.js';
import { announcedUpload, attachmentsById } from './data/reads.js';
import { toAttachment } from './node.js';

export const attachmentMutations = mutations({
  createAttachmentUpload: byHand(async (ctx, input, operation) => {
    const limits = ctx.services.config.attachments;
    const result = await ctx.change({
      operation,
      input,
      run: (command) => createAttachmentUpload(command, input, limits),
    });
    const presignedUpload = result.ok ? await signed(ctx, result.value.attachmentId) : null;
    const attachment = presignedUpload ? null : await attachmentOf(ctx, result);
    return { attachmentId: idOf(result), presignedUpload, attachment, errors: await errorsOf(ctx, result) };
  }),
  completeAttachmentUpload: byHand(async (ctx, input, operation) => {
    const id = idOfType(input.attachmentId, 'Attachment');
    const inspectAndComplete = async () => {
      const announced = id ? await announcedUpload(ctx.reads, id) : null;
      await ctx.forgetReads();
      const inspection = announced
        ? await inspectUpload(ctx.services.store, announced, ctx.services.config.attachments.types)
        : null;
      return ctx.change({
        operation,
        input,
        run: (command) => completeAttachmentUpload(command, input, inspection),
      });
    };
    // Runs calls for one attachment one at a time, so that a file is copied and read only once.
    const result = await ctx.services.db.mutex.runExclusive(
      `upload ${ctx.actor.organisationId} ${id}`,
      inspectAndComplete,
    );
    return {
      attachmentId: idOf(result),
      attachment: await attachmentOf(ctx, result),
      errors: await errorsOf(ctx, result),
    };
  }),
  deleteAttachment: command(deleteAttachment, async (ctx, result) => ({
    ...(await ticketPayload(ctx, result)),
    attachmentId: idOf(result),
  })),
});

function idOf(result: Result<{ attachmentId: string }>): string | null {
  return madeId('Attachment', result, ({ attachmentId }) => attachmentId);
}

/** The completed attachment; null when the viewer does not see it, or when it has no ticket yet. */
async function attachmentOf(ctx: Context, result: Result<{ attachmentId: string }>) {
  const row = result.ok ? await ctx.reads.load(attachmentsById, result.value.attachmentId) : null;
  return row ? toAttachment(row) : null;
}

/** A presigned request for an announced upload, signed again on each call; null when the upload is complete. */
async function signed(ctx: Context, attachmentId: string): Promise<PresignedUpload | null> {
  const upload = await announcedUpload(ctx.reads, attachmentId);
  if (!upload) return null;
  const { uploadKey, size, contentType, sha256 } = upload;
  const expiresAt = new Date(ctx.services.now().getTime() + UPLOAD_SECONDS * 1000);
  const { url, headers } = await ctx.services.store.signUpload({
    key: uploadKey,
    size,
    contentType,
    sha256: Buffer.from(sha256, 'hex').toString('base64'),
    seconds: UPLOAD_SECONDS,
  });
  return {
    method: 'PUT',
    url,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    expiresAt,
  };
}
