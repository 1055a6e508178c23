import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { errorsOf } from '../graphql/errors.js';
import {
  LinkTicketsInput,
  LinkTicketsPayload,
  RecordKnownErrorInput,
  RecordKnownErrorPayload,
  ResolveChildrenInput,
  ResolveChildrenPayload,
  RetireKnownErrorInput,
  RetireKnownErrorPayload,
  SplitTicketInput,
  SplitTicketPayload,
  UnlinkTicketsInput,
  UnlinkTicketsPayload,
  UpdateKnownErrorInput,
  UpdateKnownErrorPayload,
} from '../graphql/generated/types.js';
import { toGlobalId } from '../kernel/ids.js';
import { type Result, refused } from '../kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import { linkTickets } from './commands/link-tickets.js';
import { recordKnownError } from './commands/record-known-error.js';
import { type ResolvedChildren, resolveChildren } from './commands/resolve-children.js';
import { retireKnownError } from './commands/retire-known-error.js';
import { splitTicket } from './commands/split-ticket.js';
import { unlinkTickets } from './commands/unlink-tickets.js';
import { updateKnownError } from './commands/update-known-error.js';
import { toKnownError } from './node.js';
import { knownErrorsById } from './reads.js';

@Resolver()
export class LinkMutations {
  @Mutation(() => LinkTicketsPayload)
  async linkTickets(
    @Arg('input', () => LinkTicketsInput) input: LinkTicketsInput,
    @Ctx() ctx: Context,
  ): Promise<LinkTicketsPayload> {
    return bothPayload(ctx, await ctx.change({ operation: 'linkTickets', input, run: linkTickets }));
  }

  @Mutation(() => UnlinkTicketsPayload)
  async unlinkTickets(
    @Arg('input', () => UnlinkTicketsInput) input: UnlinkTicketsInput,
    @Ctx() ctx: Context,
  ): Promise<UnlinkTicketsPayload> {
    return bothPayload(ctx, await ctx.change({ operation: 'unlinkTickets', input, run: unlinkTickets }));
  }

  @Mutation(() => SplitTicketPayload)
  async splitTicket(
    @Arg('input', () => SplitTicketInput) input: SplitTicketInput,
    @Ctx() ctx: Context,
  ): Promise<SplitTicketPayload> {
    const result = await ctx.change({ operation: 'splitTicket', input, run: splitTicket });
    return {
      ticket: result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null,
      splitFrom: result.ok ? await ctx.reads.load(ticketsById, result.value.splitFromId) : null,
      errors: await errorsOf(ctx, result),
    };
  }

  @Mutation(() => ResolveChildrenPayload)
  async resolveChildren(
    @Arg('input', () => ResolveChildrenInput) input: ResolveChildrenInput,
    @Ctx() ctx: Context,
  ): Promise<ResolveChildrenPayload> {
    const result = await ctx.change({ operation: 'resolveChildren', input, run: resolveChildren });
    return {
      ticket: result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null,
      results: result.ok ? await Promise.all(result.value.results.map((one) => childPayload(ctx, one))) : [],
      errors: await errorsOf(ctx, result),
    };
  }
}

@Resolver()
export class KnownErrorMutations {
  @Mutation(() => RecordKnownErrorPayload)
  async recordKnownError(
    @Arg('input', () => RecordKnownErrorInput) input: RecordKnownErrorInput,
    @Ctx() ctx: Context,
  ): Promise<RecordKnownErrorPayload> {
    const run = recordKnownError;
    return knownErrorPayload(ctx, await ctx.change({ operation: 'recordKnownError', input, run }));
  }

  @Mutation(() => UpdateKnownErrorPayload)
  async updateKnownError(
    @Arg('input', () => UpdateKnownErrorInput) input: UpdateKnownErrorInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateKnownErrorPayload> {
    const run = updateKnownError;
    return knownErrorPayload(ctx, await ctx.change({ operation: 'updateKnownError', input, run }));
  }

  @Mutation(() => RetireKnownErrorPayload)
  async retireKnownError(
    @Arg('input', () => RetireKnownErrorInput) input: RetireKnownErrorInput,
    @Ctx() ctx: Context,
  ): Promise<RetireKnownErrorPayload> {
    const run = retireKnownError;
    return knownErrorPayload(ctx, await ctx.change({ operation: 'retireKnownError', input, run }));
  }
}

async function bothPayload(ctx: Context, result: Result<{ ticketId: string; otherTicketId: string }>) {
  return {
    ticket: result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null,
    otherTicket: result.ok ? await ctx.reads.load(ticketsById, result.value.otherTicketId) : null,
    errors: await errorsOf(ctx, result),
  };
}

async function childPayload(ctx: Context, { childId, errors }: ResolvedChildren['results'][number]) {
  return {
    __typename: 'ChildResolution' as const,
    childId: toGlobalId('Ticket', childId),
    ticket: errors.length === 0 ? await ctx.reads.load(ticketsById, childId) : null,
    errors: errors.length > 0 ? await errorsOf(ctx, refused(...errors)) : [],
  };
}

async function knownErrorPayload(ctx: Context, result: Result<{ knownErrorId: string }>) {
  const row = result.ok ? await ctx.reads.load(knownErrorsById, result.value.knownErrorId) : null;
  return { knownError: row ? toKnownError(row) : null, errors: await errorsOf(ctx, result) };
}
