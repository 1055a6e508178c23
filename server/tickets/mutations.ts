import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Change } from '../changes/change.js';
import type { Context } from '../graphql/context.js';
import { errorsOf } from '../graphql/errors.js';
import {
  AssignTicketInput,
  AssignTicketPayload,
  CancelTicketInput,
  CancelTicketPayload,
  CloseTicketInput,
  CloseTicketPayload,
  CreateTicketInput,
  CreateTicketPayload,
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
} from '../graphql/generated/types.js';
import type { Result } from '../kernel/result.js';
import { createTicketOrFollowUp } from '../links/index.js';
import { assignTicket } from './commands/assign-ticket.js';
import { cancelTicket } from './commands/cancel-ticket.js';
import { closeTicket } from './commands/close-ticket.js';
import { holdTicket } from './commands/hold-ticket.js';
import { reopenTicket } from './commands/reopen-ticket.js';
import { requeueTicket } from './commands/requeue-ticket.js';
import { resolveTicket } from './commands/resolve-ticket.js';
import { resumeTicket } from './commands/resume-ticket.js';
import { startInvestigation } from './commands/start-investigation.js';
import { type Step, transition } from './commands/transition.js';
import { triageTicket } from './commands/triage-ticket.js';
import { updateTicket } from './commands/update-ticket.js';
import { setWatching } from './commands/watch-ticket.js';
import { ticketsById } from './reads.js';
import type { TicketInput } from './store.js';

@Resolver()
export class TicketMutations {
  @Mutation(() => CreateTicketPayload)
  async createTicket(
    @Arg('input', () => CreateTicketInput) input: CreateTicketInput,
    @Ctx() ctx: Context,
  ): Promise<CreateTicketPayload> {
    return payload(ctx, await ctx.change({ operation: 'createTicket', input, run: createTicketOrFollowUp }));
  }

  @Mutation(() => UpdateTicketPayload)
  async updateTicket(
    @Arg('input', () => UpdateTicketInput) input: UpdateTicketInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateTicketPayload> {
    return payload(ctx, await ctx.change({ operation: 'updateTicket', input, run: updateTicket }));
  }

  @Mutation(() => AssignTicketPayload)
  async assignTicket(
    @Arg('input', () => AssignTicketInput) input: AssignTicketInput,
    @Ctx() ctx: Context,
  ): Promise<AssignTicketPayload> {
    return payload(ctx, await ctx.change({ operation: 'assignTicket', input, run: assignTicket }));
  }

  @Mutation(() => WatchTicketPayload)
  async watchTicket(
    @Arg('input', () => WatchTicketInput) input: WatchTicketInput,
    @Ctx() ctx: Context,
  ): Promise<WatchTicketPayload> {
    const run = (change: Change, given: WatchTicketInput) => setWatching(change, given, true);
    return payload(ctx, await ctx.change({ operation: 'watchTicket', input, run }));
  }

  @Mutation(() => UnwatchTicketPayload)
  async unwatchTicket(
    @Arg('input', () => UnwatchTicketInput) input: UnwatchTicketInput,
    @Ctx() ctx: Context,
  ): Promise<UnwatchTicketPayload> {
    const run = (change: Change, given: UnwatchTicketInput) => setWatching(change, given, false);
    return payload(ctx, await ctx.change({ operation: 'unwatchTicket', input, run }));
  }
}

/** Each transition of the process is a mutation of its own; the table of the process carries it out. */
@Resolver()
export class TransitionMutations {
  @Mutation(() => TriageTicketPayload)
  triageTicket(
    @Arg('input', () => TriageTicketInput) input: TriageTicketInput,
    @Ctx() ctx: Context,
  ): Promise<TriageTicketPayload> {
    return takeStep(ctx, 'triageTicket', triageTicket, input);
  }

  @Mutation(() => StartInvestigationPayload)
  startInvestigation(
    @Arg('input', () => StartInvestigationInput) input: StartInvestigationInput,
    @Ctx() ctx: Context,
  ): Promise<StartInvestigationPayload> {
    return takeStep(ctx, 'startInvestigation', startInvestigation, input);
  }

  @Mutation(() => HoldTicketPayload)
  holdTicket(
    @Arg('input', () => HoldTicketInput) input: HoldTicketInput,
    @Ctx() ctx: Context,
  ): Promise<HoldTicketPayload> {
    return takeStep(ctx, 'holdTicket', holdTicket, input);
  }

  @Mutation(() => ResumeTicketPayload)
  resumeTicket(
    @Arg('input', () => ResumeTicketInput) input: ResumeTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ResumeTicketPayload> {
    return takeStep(ctx, 'resumeTicket', resumeTicket, input);
  }

  @Mutation(() => RequeueTicketPayload)
  requeueTicket(
    @Arg('input', () => RequeueTicketInput) input: RequeueTicketInput,
    @Ctx() ctx: Context,
  ): Promise<RequeueTicketPayload> {
    return takeStep(ctx, 'requeueTicket', requeueTicket, input);
  }

  @Mutation(() => ResolveTicketPayload)
  resolveTicket(
    @Arg('input', () => ResolveTicketInput) input: ResolveTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ResolveTicketPayload> {
    return takeStep(ctx, 'resolveTicket', resolveTicket, input);
  }

  @Mutation(() => ReopenTicketPayload)
  reopenTicket(
    @Arg('input', () => ReopenTicketInput) input: ReopenTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ReopenTicketPayload> {
    return takeStep(ctx, 'reopenTicket', reopenTicket, input);
  }

  @Mutation(() => CloseTicketPayload)
  closeTicket(
    @Arg('input', () => CloseTicketInput) input: CloseTicketInput,
    @Ctx() ctx: Context,
  ): Promise<CloseTicketPayload> {
    return takeStep(ctx, 'closeTicket', closeTicket, input);
  }

  @Mutation(() => CancelTicketPayload)
  cancelTicket(
    @Arg('input', () => CancelTicketInput) input: CancelTicketInput,
    @Ctx() ctx: Context,
  ): Promise<CancelTicketPayload> {
    return takeStep(ctx, 'cancelTicket', cancelTicket, input);
  }
}

async function takeStep<I extends TicketInput>(ctx: Context, operation: string, step: Step<I>, input: I) {
  const run = (change: Change, given: I) => transition(change, step, given);
  return payload(ctx, await ctx.change({ operation, input, run }));
}

async function payload(ctx: Context, result: Result<{ ticketId: string }>) {
  const ticket = result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null;
  return { ticket, errors: await errorsOf(ctx, result) };
}
