import type { Context } from '../platform/graphql/context.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketPayload } from '../tickets/payloads.js';
import { transition } from '../tickets/transition.js';
import { addTask } from './commands/add-task.js';
import { completeImplementation } from './commands/complete-implementation.js';
import { diagnoseTicket } from './commands/diagnose-ticket.js';
import { proposeResolution } from './commands/propose-resolution.js';
import { startImplementation } from './commands/start-implementation.js';
import { submitPlan } from './commands/submit-plan.js';
import { assignTask, completeTask, skipTask, updateTask } from './commands/tasks.js';
import { verifyTicket } from './commands/verify-ticket.js';
import { withdrawPlan } from './commands/withdraw-plan.js';
import { tasksById } from './data/reads.js';
import { toTask } from './node.js';

export const processMutations = mutations({
  diagnoseTicket: transition(diagnoseTicket),
  submitPlan: transition(submitPlan),
  withdrawPlan: transition(withdrawPlan),
  startImplementation: transition(startImplementation),
  completeImplementation: transition(completeImplementation),
  proposeResolution: command(proposeResolution, ticketPayload),
  verifyTicket: transition(verifyTicket),
  completeTask: command(completeTask, taskPayload),
  skipTask: command(skipTask, taskPayload),
  assignTask: command(assignTask, taskPayload),
  addTask: command(addTask, async (ctx, result) => ({
    ...(await taskPayload(ctx, result)),
    taskId: madeId('Task', result, ({ taskId }) => taskId),
  })),
  updateTask: command(updateTask, taskPayload),
});

async function taskPayload(ctx: Context, result: Result<{ taskId: string; ticketId: string }>) {
  const task = result.ok ? await ctx.reads.load(tasksById, result.value.taskId) : null;
  return { ...(await ticketPayload(ctx, result)), task: task ? toTask(task) : null };
}
