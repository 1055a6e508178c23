import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CommentNode } from '../comments/index.js';
import { commentsById, toComment } from '../comments/index.js';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  Attachment,
  AttachmentConnection,
  AttachmentPolicy,
  Comment,
  CompleteAttachmentUploadInput,
  CompleteAttachmentUploadPayload,
  CreateAttachmentUploadInput,
  CreateAttachmentUploadPayload,
  DeleteAttachmentInput,
  DeleteAttachmentPayload,
  type PresignedUpload,
  Ticket,
  TicketAttachmentsArgs,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { toConnection, windowOf } from '../platform/db/page.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { idOfType, toGlobalId } from '../platform/kernel/ids.js';
import type { TicketNode } from '../tickets/index.js';
import { ticketsById } from '../tickets/index.js';
import { completeAttachmentUpload, inspectUpload } from './commands/complete-attachment-upload.js';
import { createAttachmentUpload, UPLOAD_SECONDS } from './commands/create-attachment-upload.js';
import { deleteAttachment } from './commands/delete-attachment.js';
import {
  announcedUpload,
  attachmentCounts,
  attachmentOrder,
  attachmentPages,
  attachmentsById,
  attachmentsOfComments,
} from './data/reads.js';
import { type AttachmentNode, toAttachment } from './node.js';
import { servedType } from './rules/content-type.js';
import { endingsOf } from './rules/type-names.js';

// Long enough to start a download on a slow phone; short enough that a leaked link is worth little.
const DOWNLOAD_SECONDS = 300;

@Resolver(() => Attachment)
export class AttachmentResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: AttachmentNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => Comment, { nullable: true })
  async comment(@Root() { row }: AttachmentNode, @Ctx() ctx: Context) {
    const comment = row.commentId ? await ctx.reads.load(commentsById, row.commentId) : null;
    return comment ? toComment(comment) : null;
  }

  @FieldResolver(() => Actor)
  uploadedBy(@Root() { row }: AttachmentNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.uploadedByUserId ?? null, keyId: row.uploadedByKeyId ?? null });
  }

  @FieldResolver(() => String)
  downloadUrl(@Root() { row }: AttachmentNode, @Ctx() ctx: Context): Promise<string> {
    const { objectKey, fileName, contentType } = row;
    if (!objectKey) throw new Error('an attachment has no object');
    return ctx.services.store.signDownload({
      key: objectKey,
      fileName,
      contentType: servedType(contentType),
      seconds: DOWNLOAD_SECONDS,
    });
  }
}

@Resolver()
export class AttachmentQueries {
  @Query(() => AttachmentPolicy)
  attachmentPolicy(@Ctx() ctx: Context): AttachmentPolicy {
    // Throws when nobody is signed in. API keys that cannot read are allowed, because they need the policy for uploads.
    void ctx.actor;
    const { maxBytes, types } = ctx.services.config.attachments;
    return { maxBytes, contentTypes: [...types], fileNameEndings: endingsOf(types) };
  }
}

@Resolver()
export class AttachmentMutations {
  @Mutation(() => CreateAttachmentUploadPayload)
  async createAttachmentUpload(
    @Arg('input', () => CreateAttachmentUploadInput) input: CreateAttachmentUploadInput,
    @Ctx() ctx: Context,
  ): Promise<CreateAttachmentUploadPayload> {
    const limits = ctx.services.config.attachments;
    const result = await ctx.change({
      operation: 'createAttachmentUpload',
      input,
      run: (command) => createAttachmentUpload(command, input, limits),
    });
    if (!result.ok) return { attachmentId: null, upload: null, errors: await errorsOf(ctx, result) };
    const { attachmentId } = result.value;
    return {
      attachmentId: toGlobalId('Attachment', attachmentId),
      upload: await signed(ctx, attachmentId),
      errors: [],
    };
  }

  @Mutation(() => CompleteAttachmentUploadPayload)
  async completeAttachmentUpload(
    @Arg('input', () => CompleteAttachmentUploadInput) input: CompleteAttachmentUploadInput,
    @Ctx() ctx: Context,
  ): Promise<CompleteAttachmentUploadPayload> {
    const id = idOfType(input.attachmentId, 'Attachment');
    const inspectAndComplete = async () => {
      const announced = id ? await announcedUpload(ctx.reads, id) : null;
      await ctx.forgetReads();
      const inspection = announced
        ? await inspectUpload(ctx.services.store, announced, ctx.services.config.attachments.types)
        : null;
      return ctx.change({
        operation: 'completeAttachmentUpload',
        input,
        run: (command) => completeAttachmentUpload(command, input, inspection),
      });
    };
    // Runs calls for one attachment one at a time, so that a file is copied and read only once.
    const result = await ctx.services.db.mutex.runExclusive(
      `upload ${ctx.actor.organisationId} ${id}`,
      inspectAndComplete,
    );
    const row = result.ok ? await ctx.reads.load(attachmentsById, result.value.attachmentId) : null;
    return { attachment: row ? toAttachment(row) : null, errors: await errorsOf(ctx, result) };
  }

  @Mutation(() => DeleteAttachmentPayload)
  async deleteAttachment(
    @Arg('input', () => DeleteAttachmentInput) input: DeleteAttachmentInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteAttachmentPayload> {
    const result = await ctx.change({ operation: 'deleteAttachment', input, run: deleteAttachment });
    const ticket = result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null;
    const deletedId = result.ok ? toGlobalId('Attachment', result.value.attachmentId) : null;
    return { deletedId, ticket, errors: await errorsOf(ctx, result) };
  }
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

@Resolver(() => Comment)
export class CommentAttachmentsResolver {
  @FieldResolver(() => [Attachment])
  async attachments(@Root() { row }: CommentNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(attachmentsOfComments, row.id)).map(toAttachment);
  }
}

@Resolver(() => Ticket)
export class TicketAttachmentsResolver {
  @FieldResolver(() => AttachmentConnection)
  async attachments(
    @Root() { row }: TicketNode,
    @Args(() => TicketAttachmentsArgs) args: TicketAttachmentsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const window = windowOf(args, attachmentOrder);
    const rows = await ctx.reads.load(attachmentPages, nestedKey(row.id, askedPage(args, info)));
    return toConnection(rows, attachmentOrder, window, toAttachment, () =>
      ctx.reads.load(attachmentCounts, row.id),
    );
  }
}
