import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  LinkTicketsInput,
  LinkTicketsPayload,
  MergeTicketInput,
  MergeTicketPayload,
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
  UnmergeTicketInput,
  UnmergeTicketPayload,
  UpdateKnownErrorInput,
  UpdateKnownErrorPayload,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { err, type Result } from '../platform/kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import { newTicketPayload, ticketPayload } from '../tickets/payloads.js';
import { linkTickets } from './commands/link-tickets.js';
import { mergeTicket } from './commands/merge-ticket.js';
import { recordKnownError } from './commands/record-known-error.js';
import { type ResolvedChildren, resolveChildren } from './commands/resolve-children.js';
import { retireKnownError } from './commands/retire-known-error.js';
import { splitTicket } from './commands/split-ticket.js';
import { unlinkTickets } from './commands/unlink-tickets.js';
import { unmergeTicket } from './commands/unmerge-ticket.js';
import { updateKnownError } from './commands/update-known-error.js';
import { knownErrorsById } from './data/reads.js';
import { toKnownError } from './node.js';

@Resolver()
export class LinkMutations {
  @Mutation(() => LinkTicketsPayload)
  async linkTickets(
    @Arg('input', () => LinkTicketsInput) input: LinkTicketsInput,
    @Ctx() ctx: Context,
  ): Promise<LinkTicketsPayload> {
    return bothPayload(ctx, await ctx.run(linkTickets, input));
  }

  @Mutation(() => UnlinkTicketsPayload)
  async unlinkTickets(
    @Arg('input', () => UnlinkTicketsInput) input: UnlinkTicketsInput,
    @Ctx() ctx: Context,
  ): Promise<UnlinkTicketsPayload> {
    return bothPayload(ctx, await ctx.run(unlinkTickets, input));
  }

  @Mutation(() => MergeTicketPayload)
  async mergeTicket(
    @Arg('input', () => MergeTicketInput) input: MergeTicketInput,
    @Ctx() ctx: Context,
  ): Promise<MergeTicketPayload> {
    const result = await ctx.change({ operation: 'mergeTicket', input, run: mergeTicket });
    const into = result.ok ? await ctx.reads.load(ticketsById, result.value.intoId) : null;
    return { ...(await ticketPayload(ctx, result)), into };
  }

  @Mutation(() => UnmergeTicketPayload)
  async unmergeTicket(
    @Arg('input', () => UnmergeTicketInput) input: UnmergeTicketInput,
    @Ctx() ctx: Context,
  ): Promise<UnmergeTicketPayload> {
    return ticketPayload(ctx, await ctx.change({ operation: 'unmergeTicket', input, run: unmergeTicket }));
  }

  @Mutation(() => SplitTicketPayload)
  async splitTicket(
    @Arg('input', () => SplitTicketInput) input: SplitTicketInput,
    @Ctx() ctx: Context,
  ): Promise<SplitTicketPayload> {
    const result = await ctx.run(splitTicket, input);
    const splitFrom = result.ok ? await ctx.reads.load(ticketsById, result.value.splitFromId) : null;
    return { ...(await newTicketPayload(ctx, result)), splitFrom };
  }

  @Mutation(() => ResolveChildrenPayload)
  async resolveChildren(
    @Arg('input', () => ResolveChildrenInput) input: ResolveChildrenInput,
    @Ctx() ctx: Context,
  ): Promise<ResolveChildrenPayload> {
    const result = await ctx.change({ operation: 'resolveChildren', input, run: resolveChildren });
    const children = result.ok ? result.value.results : [];
    const results = await Promise.all(children.map((child) => childPayload(ctx, child)));
    return { ...(await ticketPayload(ctx, result)), results };
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
  const otherTicket = result.ok ? await ctx.reads.load(ticketsById, result.value.otherTicketId) : null;
  return { ...(await ticketPayload(ctx, result)), otherTicket };
}

async function childPayload(ctx: Context, { childId, errors }: ResolvedChildren['results'][number]) {
  return {
    __typename: 'ChildResolution' as const,
    childId: toGlobalId('Ticket', childId),
    ticket: errors.length === 0 ? await ctx.reads.load(ticketsById, childId) : null,
    errors: errors.length > 0 ? await errorsOf(ctx, err(...errors)) : [],
  };
}

async function knownErrorPayload(ctx: Context, result: Result<{ knownErrorId: string }>) {
  const row = result.ok ? await ctx.reads.load(knownErrorsById, result.value.knownErrorId) : null;
  const knownErrorId = madeId('KnownError', result, (made) => made.knownErrorId);
  return { knownError: row ? toKnownError(row) : null, knownErrorId, errors: await errorsOf(ctx, result) };
}
