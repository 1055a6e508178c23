import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { canTicket, filterFacts, type LoadedTicket, loadTicket } from '../../tickets/index.js';
import { TaskEntity, type TaskRow } from '../data/entities.js';
import { presentPlan } from '../data/plan.js';
import { wrongTaskAssignee } from '../data/task-assignee.js';

interface TaskInput {
  taskId: string;
}

type Changed = Result<{ taskId: string; ticketId: string }>;

/** A task of the plan in force, with its ticket locked. For the task's assignee and workers of the ticket. */
async function loadTask(
  command: CommandContext,
  { taskId }: TaskInput,
  byAssignee: boolean,
): Promise<Result<{ task: TaskRow; loaded: LoadedTicket }>> {
  const { organisationId, actor } = command;
  const missing = () => err(notFound(['taskId'], taskId, 'task'));
  const id = idOfType(taskId, 'Task');
  const found = id ? await command.em.findOne(TaskEntity, { organisationId, id }) : null;
  if (!found) return missing();
  const loaded = await loadTicket(command, toGlobalId('Ticket', found.ticketId), ['taskId']);
  if (!loaded.ok || !loaded.value.facts.internalVisible) return missing();
  // The assignee must be the actor: an import in the assignee's name is made by an API key.
  const own = byAssignee && actor.kind === 'user' && found.assigneeId === actor.userId;
  const decision = canTicket(command.actor, 'transition', loaded.value.facts);
  if (!own && !decision.allowed) return err(forbidden(decision.reason, decision.message, ['taskId']));
  // Read again after the ticket was locked.
  const task = await command.em.findOneOrFail(
    TaskEntity,
    { organisationId, id: found.id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const plan = await presentPlan(command, task.ticketId);
  if (plan.id !== task.planId)
    return err(invalid(['taskId'], 'OLD_PLAN', 'The task belongs to an earlier plan.'));
  if (task.state !== 'OPEN') return err(invalid(['taskId'], 'STATE', `The task is already ${task.state}.`));
  return ok({ task, loaded: loaded.value });
}

async function finish(
  command: CommandContext,
  input: TaskInput,
  state: 'DONE' | 'SKIPPED',
  note: string | null,
): Promise<Changed> {
  const found = await loadTask(command, input, true);
  if (!found.ok) return found;
  const { task, loaded } = found.value;
  if (loaded.ticket.status !== 'IMPLEMENTING') {
    const { status } = loaded.ticket;
    return err(invalid(['taskId'], 'STATUS', `The ticket must be IMPLEMENTING; it is ${status}.`));
  }
  Object.assign(task, {
    state,
    note,
    finishedAt: command.occurredAt,
    finishedByUserId: command.onBehalfOf.userId,
    finishedByKeyId: command.onBehalfOf.keyId,
  });
  command.emit({
    type: state === 'DONE' ? 'TASK_COMPLETED' : 'TASK_SKIPPED',
    ticketId: task.ticketId,
    visibility: 'INTERNAL',
    changes: [
      { field: 'task', from: task.id, to: task.id },
      { field: 'taskState', from: 'OPEN', to: state },
      ...(note ? [{ field: 'taskNote', from: null, to: note }] : []),
    ],
    facts: filterFacts(loaded.ticket),
  });
  return ok({ taskId: task.id, ticketId: task.ticketId });
}

/** Marks a task as done. */
export async function completeTask(
  command: CommandContext,
  input: TaskInput & { note?: string | null },
): Promise<Changed> {
  const check = new InputCheck();
  const note = check.text('note', input.note || null, 10_000);
  if (check.errors.length > 0) return err(...check.errors);
  return finish(command, input, 'DONE', note);
}

/** Marks a task as skipped, with a reason. */
export async function skipTask(
  command: CommandContext,
  input: TaskInput & { reason: string },
): Promise<Changed> {
  const check = new InputCheck();
  const reason = check.required('reason', input.reason, 2000);
  if (check.errors.length > 0) return err(...check.errors);
  return finish(command, input, 'SKIPPED', reason);
}

/** Assigns an open task to a user, or to nobody. */
export async function assignTask(
  command: CommandContext,
  input: TaskInput & { assigneeId?: string | null },
): Promise<Changed> {
  const check = new InputCheck();
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
  if (check.errors.length > 0) return err(...check.errors);
  const found = await loadTask(command, input, false);
  if (!found.ok) return found;
  const { task, loaded } = found.value;
  const wrong = assigneeId ? await wrongTaskAssignee(command, loaded.ticket, assigneeId) : null;
  if (wrong) return err(wrong);
  const from = task.assigneeId ?? null;
  if (from === assigneeId) return ok({ taskId: task.id, ticketId: task.ticketId });
  task.assigneeId = assigneeId;
  command.emit({
    type: 'TASK_ASSIGNED',
    ticketId: task.ticketId,
    visibility: 'INTERNAL',
    changes: [
      { field: 'task', from: task.id, to: task.id },
      { field: 'taskAssignee', from, to: assigneeId },
    ],
    facts: filterFacts(loaded.ticket),
  });
  return ok({ taskId: task.id, ticketId: task.ticketId });
}
