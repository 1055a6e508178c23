import { shown } from '../../platform/actor/asking.js';
import { command, type Deciding, type FactsOf, type Gathering } from '../../platform/commands/command.js';
import type {
  AssignTaskInput,
  CompleteTaskInput,
  SkipTaskInput,
  UpdateTaskInput,
} from '../../platform/contract/generated/types.js';
import { columns, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import { changed, type FieldChange, type NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import {
  canTicket,
  filterFacts,
  importedTooEarly,
  loadedTicket,
  lockedTicket,
  type TicketRow,
  ticketsById,
  toTicket,
} from '../../tickets/index.js';
import { TaskEntity, type TaskRow } from '../data/entities.js';
import { foundPlan, lastPlan } from '../data/plan.js';
import { tasksById } from '../data/reads.js';
import { assigneesNamed, taskAssigneeProblem } from '../data/task-assignee.js';

interface TaskInput {
  taskId: string;
}

const taskColumns = columns(TaskEntity, 'k');

/** Locks the ticket of a task; the task itself changes only under this lock. */
function taskToChange({ taskId }: TaskInput, gathering: Gathering) {
  const { me, organisationId } = gathering;
  const id = sql`${idOfType(taskId, 'Task')}::uuid`;
  const ticketId = ticketOf(taskId, gathering);
  return {
    ticket: lockedTicket(gathering, ticketId),
    task: sql<TaskRow>`select ${taskColumns} from ${me}
      join tasks k on k.organisation_id = ${organisationId} and k.id = ${id}`,
    plan: lastPlan(gathering, ticketId),
  };
}

function ticketOf(taskId: string, { organisationId }: Gathering) {
  return sql`(select k.ticket_id from tasks k
    where k.organisation_id = ${organisationId} and k.id = ${idOfType(taskId, 'Task')}::uuid)`;
}

/** An open task of the plan in force. For the task's assignee and workers of the ticket. */
function loadedTask(
  facts: FactsOf<ReturnType<typeof taskToChange>>,
  { taskId }: TaskInput,
  { actor }: Deciding,
  byAssignee: boolean,
): Result<{ task: TaskRow; ticket: TicketRow }> {
  const [task] = facts.task;
  const loaded = task && loadedTicket(facts.ticket, toGlobalId('Ticket', task.ticketId), ['taskId']);
  if (!task || !loaded?.ok || !loaded.value.facts.internalVisible)
    return err(notFound(['taskId'], taskId, 'task'));
  // The assignee must be the actor: an import in the assignee's name is made by an API key.
  const own = byAssignee && actor.kind === 'user' && task.assigneeId === actor.userId;
  const decision = canTicket(actor, 'transition', loaded.value.facts);
  if (!own && !decision.allowed) return err(forbidden(decision.reason, decision.message, ['taskId']));
  if (foundPlan(facts.plan).id !== task.planId)
    return err(invalid(['taskId'], 'OLD_PLAN', 'The task belongs to an earlier plan.'));
  if (task.state !== 'OPEN') return err(invalid(['taskId'], 'STATE', `The task is already ${task.state}.`));
  return ok({ task, ticket: loaded.value.ticket });
}

/** The fields that events of tasks name. */
export type TaskField =
  | 'Task.id'
  | 'Task.state'
  | 'Task.note'
  | 'Task.assignee'
  | 'Task.title'
  | 'Task.description';
type TaskEvent = 'TASK_COMPLETED' | 'TASK_SKIPPED' | 'TASK_ASSIGNED' | 'TASK_UPDATED';

/** What became of a task, and its event. */
function changedTask(
  before: TaskRow,
  after: TaskRow,
  ticket: TicketRow,
  type: TaskEvent,
  changes: readonly FieldChange<TaskField>[],
) {
  const update = updateOf(TaskEntity, before, after);
  const event: NewEvent = {
    type,
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [{ field: 'Task.id', from: after.id, to: after.id }, ...changes],
    facts: filterFacts(ticket),
  };
  return ok({
    value: { taskId: after.id, ticketId: ticket.id },
    writes: update ? [update] : [],
    events: update ? [event] : [],
    shows: [shown(tasksById, after.id, after), shown(ticketsById, ticket.id, toTicket(ticket))],
  });
}

/** The error of a ticket whose plan is not being implemented; null when it is. */
export function notImplementing({ status }: TicketRow, field: string): UserError | null {
  if (status === 'IMPLEMENTING') return null;
  return invalid([field], 'STATUS', `The ticket must be IMPLEMENTING; it is ${status}.`);
}

function finished(
  facts: FactsOf<ReturnType<typeof taskToChange>>,
  input: TaskInput,
  deciding: Deciding,
  state: 'DONE' | 'SKIPPED',
  note: string | null,
) {
  const loaded = loadedTask(facts, input, deciding, true);
  if (!loaded.ok) return loaded;
  const { task, ticket } = loaded.value;
  const early = notImplementing(ticket, 'taskId') ?? importedTooEarly(deciding, ticket);
  if (early) return err(early);
  const { occurredAt, onBehalfOf } = deciding;
  const after: TaskRow = {
    ...task,
    state,
    note,
    finishedAt: occurredAt,
    finishedByUserId: onBehalfOf.userId,
    finishedByKeyId: onBehalfOf.keyId,
  };
  return changedTask(task, after, ticket, state === 'DONE' ? 'TASK_COMPLETED' : 'TASK_SKIPPED', [
    { field: 'Task.state', from: 'OPEN', to: state },
    ...(note ? [changed('Task.note', null, note)] : []),
  ]);
}

/** Marks a task as done. */
export const completeTask = command<CompleteTaskInput>()({
  operation: 'completeTask',
  gather: taskToChange,
  decide(facts, input, deciding) {
    const check = new InputCheck();
    const note = check.text('note', input.note || null, 10_000);
    if (check.errors.length > 0) return err(...check.errors);
    return finished(facts, input, deciding, 'DONE', note);
  },
});

/** Marks a task as skipped, with a reason. */
export const skipTask = command<SkipTaskInput>()({
  operation: 'skipTask',
  gather: taskToChange,
  decide(facts, input, deciding) {
    const check = new InputCheck();
    const reason = check.required('reason', input.reason, 2000);
    if (check.errors.length > 0) return err(...check.errors);
    return finished(facts, input, deciding, 'SKIPPED', reason);
  },
});

/** Assigns an open task to a user, or to nobody. */
export const assignTask = command<AssignTaskInput>()({
  operation: 'assignTask',
  gather: (input, gathering) => ({
    ...taskToChange(input, gathering),
    assignees: assigneesNamed(gathering, ticketOf(input.taskId, gathering), [input.assigneeId]),
  }),
  decide(facts, input, deciding) {
    const check = new InputCheck();
    const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
    if (check.errors.length > 0) return err(...check.errors);
    const loaded = loadedTask(facts, input, deciding, false);
    if (!loaded.ok) return loaded;
    const { task, ticket } = loaded.value;
    const wrong = input.assigneeId
      ? taskAssigneeProblem(facts.assignees, input.assigneeId, ticket, deciding)
      : null;
    if (wrong) return err(wrong);
    const change = changed('Task.assignee', task.assigneeId ?? null, assigneeId);
    return changedTask(task, { ...task, assigneeId }, ticket, 'TASK_ASSIGNED', [change]);
  },
});

/** Changes the title and the description of an open task, while its plan is implemented. */
export const updateTask = command<UpdateTaskInput>()({
  operation: 'updateTask',
  gather: taskToChange,
  decide(facts, input, deciding) {
    const check = new InputCheck();
    check.notNull('title', input.title);
    const title = check.text('title', input.title, 200, 'LINE');
    const description = check.text('description', input.description, 10_000, 'MARKDOWN');
    if (check.errors.length > 0) return err(...check.errors);
    const loaded = loadedTask(facts, input, deciding, false);
    if (!loaded.ok) return loaded;
    const { task, ticket } = loaded.value;
    const early = notImplementing(ticket, 'taskId');
    if (early) return err(early);
    const after = {
      ...task,
      title: title ?? task.title,
      description: description === undefined ? task.description : description,
    };
    const changes = [
      changed('Task.title' as const, task.title, after.title),
      changed('Task.description' as const, task.description ?? null, after.description ?? null),
    ].filter(({ from, to }) => from !== to);
    return changedTask(task, after, ticket, 'TASK_UPDATED', changes);
  },
});
