import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { CommentNode } from '../comments/index.js';
import { commentsById, toComment } from '../comments/index.js';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  Attachment,
  AttachmentConnection,
  AttachmentPolicy,
  Comment,
  Ticket,
  TicketAttachmentsArgs,
} from '../platform/contract/generated/types.js';
import { nestedConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketNode } from '../tickets/index.js';
import { ticketsById } from '../tickets/index.js';
import { attachmentsOfComments, attachmentsOfTickets } from './data/reads.js';
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
  attachments(
    @Root() { row }: TicketNode,
    @Args(() => TicketAttachmentsArgs) args: TicketAttachmentsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, attachmentsOfTickets, row.id, args, info, toAttachment);
  }
}
