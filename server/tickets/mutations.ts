import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CommandContext } from '../platform/commands/command-context.js';
import {
  AssignTicketInput,
  AssignTicketPayload,
  CancelTicketInput,
  CancelTicketPayload,
  CloseTicketInput,
  CloseTicketPayload,
  HoldTicketInput,
  HoldTicketPayload,
  ReopenTicketInput,
  ReopenTicketPayload,
  RequeueTicketInput,
  RequeueTicketPayload,
  ResolveTicketInput,
  ResolveTicketPayload,
  ResumeTicketInput,
  ResumeTicketPayload,
  StartInvestigationInput,
  StartInvestigationPayload,
  TriageTicketInput,
  TriageTicketPayload,
  UnwatchTicketInput,
  UnwatchTicketPayload,
  UpdateTicketInput,
  UpdateTicketPayload,
  WatchTicketInput,
  WatchTicketPayload,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { assignTicket } from './commands/assign-ticket.js';
import { ticketTransitions } from './commands/transitions.js';
import { updateTicket } from './commands/update-ticket.js';
import { setWatching } from './commands/watch-ticket.js';
import { ticketPayload } from './payloads.js';

@Resolver()
export class TicketMutations {
  @Mutation(() => UpdateTicketPayload)
  async updateTicket(
    @Arg('input', () => UpdateTicketInput) input: UpdateTicketInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateTicketPayload> {
    return ticketPayload(ctx, await ctx.change({ operation: 'updateTicket', input, run: updateTicket }));
  }

  @Mutation(() => AssignTicketPayload)
  async assignTicket(
    @Arg('input', () => AssignTicketInput) input: AssignTicketInput,
    @Ctx() ctx: Context,
  ): Promise<AssignTicketPayload> {
    return ticketPayload(ctx, await ctx.run(assignTicket, input));
  }

  @Mutation(() => WatchTicketPayload)
  async watchTicket(
    @Arg('input', () => WatchTicketInput) input: WatchTicketInput,
    @Ctx() ctx: Context,
  ): Promise<WatchTicketPayload> {
    const run = (command: CommandContext, given: WatchTicketInput) => setWatching(command, given, true);
    return ticketPayload(ctx, await ctx.change({ operation: 'watchTicket', input, run }));
  }

  @Mutation(() => UnwatchTicketPayload)
  async unwatchTicket(
    @Arg('input', () => UnwatchTicketInput) input: UnwatchTicketInput,
    @Ctx() ctx: Context,
  ): Promise<UnwatchTicketPayload> {
    const run = (command: CommandContext, given: UnwatchTicketInput) => setWatching(command, given, false);
    return ticketPayload(ctx, await ctx.change({ operation: 'unwatchTicket', input, run }));
  }
}

/** Each transition has its own mutation; the transition table decides about it. */
@Resolver()
export class TransitionMutations {
  @Mutation(() => TriageTicketPayload)
  async triageTicket(
    @Arg('input', () => TriageTicketInput) input: TriageTicketInput,
    @Ctx() ctx: Context,
  ): Promise<TriageTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.triageTicket, input));
  }

  @Mutation(() => StartInvestigationPayload)
  async startInvestigation(
    @Arg('input', () => StartInvestigationInput) input: StartInvestigationInput,
    @Ctx() ctx: Context,
  ): Promise<StartInvestigationPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.startInvestigation, input));
  }

  @Mutation(() => HoldTicketPayload)
  async holdTicket(
    @Arg('input', () => HoldTicketInput) input: HoldTicketInput,
    @Ctx() ctx: Context,
  ): Promise<HoldTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.holdTicket, input));
  }

  @Mutation(() => ResumeTicketPayload)
  async resumeTicket(
    @Arg('input', () => ResumeTicketInput) input: ResumeTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ResumeTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.resumeTicket, input));
  }

  @Mutation(() => RequeueTicketPayload)
  async requeueTicket(
    @Arg('input', () => RequeueTicketInput) input: RequeueTicketInput,
    @Ctx() ctx: Context,
  ): Promise<RequeueTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.requeueTicket, input));
  }

  @Mutation(() => ResolveTicketPayload)
  async resolveTicket(
    @Arg('input', () => ResolveTicketInput) input: ResolveTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ResolveTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.resolveTicket, input));
  }

  @Mutation(() => ReopenTicketPayload)
  async reopenTicket(
    @Arg('input', () => ReopenTicketInput) input: ReopenTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ReopenTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.reopenTicket, input));
  }

  @Mutation(() => CloseTicketPayload)
  async closeTicket(
    @Arg('input', () => CloseTicketInput) input: CloseTicketInput,
    @Ctx() ctx: Context,
  ): Promise<CloseTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.closeTicket, input));
  }

  @Mutation(() => CancelTicketPayload)
  async cancelTicket(
    @Arg('input', () => CancelTicketInput) input: CancelTicketInput,
    @Ctx() ctx: Context,
  ): Promise<CancelTicketPayload> {
    return ticketPayload(ctx, await ctx.run(ticketTransitions.cancelTicket, input));
  }
}
