import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  AssignTaskInput,
  AssignTaskPayload,
  CompleteImplementationInput,
  CompleteImplementationPayload,
  CompleteTaskInput,
  CompleteTaskPayload,
  DiagnoseTicketInput,
  DiagnoseTicketPayload,
  SkipTaskInput,
  SkipTaskPayload,
  StartImplementationInput,
  StartImplementationPayload,
  SubmitPlanInput,
  SubmitPlanPayload,
  VerifyTicketInput,
  VerifyTicketPayload,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketsById, transitionMutation } from '../tickets/index.js';
import { ticketPayload } from '../tickets/payloads.js';
import { completeImplementation } from './commands/complete-implementation.js';
import { diagnoseTicket } from './commands/diagnose-ticket.js';
import { startImplementation } from './commands/start-implementation.js';
import { submitPlan } from './commands/submit-plan.js';
import { assignTask, completeTask, skipTask } from './commands/tasks.js';
import { verifyTicket } from './commands/verify-ticket.js';
import { tasksById } from './data/reads.js';
import { toTask } from './node.js';

@Resolver()
export class ProcessMutations {
  @Mutation(() => DiagnoseTicketPayload)
  async diagnoseTicket(
    @Arg('input', () => DiagnoseTicketInput) input: DiagnoseTicketInput,
    @Ctx() ctx: Context,
  ): Promise<DiagnoseTicketPayload> {
    return ticketPayload(ctx, await transitionMutation(ctx, 'diagnoseTicket', diagnoseTicket, input));
  }

  @Mutation(() => SubmitPlanPayload)
  async submitPlan(
    @Arg('input', () => SubmitPlanInput) input: SubmitPlanInput,
    @Ctx() ctx: Context,
  ): Promise<SubmitPlanPayload> {
    return ticketPayload(ctx, await transitionMutation(ctx, 'submitPlan', submitPlan, input));
  }

  @Mutation(() => StartImplementationPayload)
  async startImplementation(
    @Arg('input', () => StartImplementationInput) input: StartImplementationInput,
    @Ctx() ctx: Context,
  ): Promise<StartImplementationPayload> {
    return ticketPayload(
      ctx,
      await transitionMutation(ctx, 'startImplementation', startImplementation, input),
    );
  }

  @Mutation(() => CompleteImplementationPayload)
  async completeImplementation(
    @Arg('input', () => CompleteImplementationInput) input: CompleteImplementationInput,
    @Ctx() ctx: Context,
  ): Promise<CompleteImplementationPayload> {
    return ticketPayload(
      ctx,
      await transitionMutation(ctx, 'completeImplementation', completeImplementation, input),
    );
  }

  @Mutation(() => VerifyTicketPayload)
  async verifyTicket(
    @Arg('input', () => VerifyTicketInput) input: VerifyTicketInput,
    @Ctx() ctx: Context,
  ): Promise<VerifyTicketPayload> {
    return ticketPayload(ctx, await transitionMutation(ctx, 'verifyTicket', verifyTicket, input));
  }

  @Mutation(() => CompleteTaskPayload)
  async completeTask(
    @Arg('input', () => CompleteTaskInput) input: CompleteTaskInput,
    @Ctx() ctx: Context,
  ): Promise<CompleteTaskPayload> {
    return payload(ctx, await ctx.change({ operation: 'completeTask', input, run: completeTask }));
  }

  @Mutation(() => SkipTaskPayload)
  async skipTask(
    @Arg('input', () => SkipTaskInput) input: SkipTaskInput,
    @Ctx() ctx: Context,
  ): Promise<SkipTaskPayload> {
    return payload(ctx, await ctx.change({ operation: 'skipTask', input, run: skipTask }));
  }

  @Mutation(() => AssignTaskPayload)
  async assignTask(
    @Arg('input', () => AssignTaskInput) input: AssignTaskInput,
    @Ctx() ctx: Context,
  ): Promise<AssignTaskPayload> {
    return payload(ctx, await ctx.change({ operation: 'assignTask', input, run: assignTask }));
  }
}

async function payload(ctx: Context, result: Result<{ taskId: string; ticketId: string }>) {
  if (!result.ok) return { task: null, ticket: null, errors: await errorsOf(ctx, result) };
  const { taskId, ticketId } = result.value;
  const [task, ticket] = await Promise.all([
    ctx.reads.load(tasksById, taskId),
    ctx.reads.load(ticketsById, ticketId),
  ]);
  return { task: task ? toTask(task) : null, ticket, errors: [] };
}
