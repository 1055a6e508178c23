import { LockMode } from '@mikro-orm/core';
import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { idOfType, toGlobalId } from '../../kernel/ids.js';
import { forbidden, invalid, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canTicket, filterFacts, type LoadedTicket, loadTicket } from '../../tickets/index.js';
import { TaskEntity, type TaskRow } from '../entities.js';
import { presentPlan } from '../plan.js';
import { wrongTaskAssignee } from '../task-assignee.js';

interface TaskInput {
  taskId: string;
}

type Changed = Result<{ taskId: string; ticketId: string }>;

/** A task of the plan that counts, with its ticket locked, for who works the ticket or has the task. */
async function loadTask(
  change: Change,
  { taskId }: TaskInput,
  byAssignee: boolean,
): Promise<Result<{ task: TaskRow; loaded: LoadedTicket }>> {
  const { organisationId, actor } = change;
  const missing = () => refused(notFound(['taskId'], taskId, 'task'));
  const id = idOfType(taskId, 'Task');
  const found = id ? await change.em.findOne(TaskEntity, { organisationId, id }) : null;
  if (!found) return missing();
  const loaded = await loadTicket(change, toGlobalId('Ticket', found.ticketId), ['taskId']);
  if (!loaded.ok || !loaded.value.facts.internalVisible) return missing();
  // Who has the task is who acts: an import that names them is made by its key.
  const own = byAssignee && actor.kind === 'user' && found.assigneeId === actor.userId;
  const decision = canTicket(change.actor, 'transition', loaded.value.facts);
  if (!own && !decision.allowed) return refused(forbidden(decision.reason, decision.message, ['taskId']));
  // Read again behind the lock of the ticket.
  const task = await change.em.findOneOrFail(
    TaskEntity,
    { organisationId, id: found.id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const plan = await presentPlan(change, task.ticketId);
  if (plan.id !== task.planId)
    return refused(invalid(['taskId'], 'OLD_PLAN', 'The task is one of an earlier plan.'));
  if (task.state !== 'OPEN')
    return refused(invalid(['taskId'], 'STATE', `The task is ${task.state} already.`));
  return done({ task, loaded: loaded.value });
}

async function finish(
  change: Change,
  input: TaskInput,
  state: 'DONE' | 'SKIPPED',
  note: string | null,
): Promise<Changed> {
  const found = await loadTask(change, input, true);
  if (!found.ok) return found;
  const { task, loaded } = found.value;
  if (loaded.ticket.status !== 'IMPLEMENTING') {
    const { status } = loaded.ticket;
    return refused(
      invalid(['taskId'], 'STATUS', `Tasks are done while IMPLEMENTING; the ticket is ${status}.`),
    );
  }
  Object.assign(task, {
    state,
    note,
    finishedAt: change.occurredAt,
    finishedByUserId: change.performer.userId,
    finishedByKeyId: change.performer.keyId,
  });
  change.emit({
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
  return done({ taskId: task.id, ticketId: task.ticketId });
}

/** Marks a task as done. */
export async function completeTask(
  change: Change,
  input: TaskInput & { note?: string | null },
): Promise<Changed> {
  const check = new InputCheck();
  const note = check.text('note', input.note || null, 10_000);
  if (check.errors.length > 0) return refused(...check.errors);
  return finish(change, input, 'DONE', note);
}

/** Marks a task as not to be done, with a reason. */
export async function skipTask(change: Change, input: TaskInput & { reason: string }): Promise<Changed> {
  const check = new InputCheck();
  const reason = check.required('reason', input.reason, 2000);
  if (check.errors.length > 0) return refused(...check.errors);
  return finish(change, input, 'SKIPPED', reason);
}

/** Gives an open task to somebody, or to nobody. */
export async function assignTask(
  change: Change,
  input: TaskInput & { assigneeId?: string | null },
): Promise<Changed> {
  const check = new InputCheck();
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
  if (check.errors.length > 0) return refused(...check.errors);
  const found = await loadTask(change, input, false);
  if (!found.ok) return found;
  const { task, loaded } = found.value;
  const wrong = assigneeId ? await wrongTaskAssignee(change, loaded.ticket, assigneeId) : null;
  if (wrong) return refused(wrong);
  const from = task.assigneeId ?? null;
  if (from === assigneeId) return done({ taskId: task.id, ticketId: task.ticketId });
  task.assigneeId = assigneeId;
  change.emit({
    type: 'TASK_ASSIGNED',
    ticketId: task.ticketId,
    visibility: 'INTERNAL',
    changes: [
      { field: 'task', from: task.id, to: task.id },
      { field: 'taskAssignee', from, to: assigneeId },
    ],
    facts: filterFacts(loaded.ticket),
  });
  return done({ taskId: task.id, ticketId: task.ticketId });
}
