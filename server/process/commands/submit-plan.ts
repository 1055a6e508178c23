import type { PlannedTaskInput, SubmitPlanInput } from '../../platform/contract/generated/types.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed, type FieldChange } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, newId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { type Taking, type TicketRow, transitionStep } from '../../tickets/index.js';
import { ResolutionPlanEntity, TaskEntity } from '../data/entities.js';
import { begun } from '../data/plan.js';
import { planApproval } from '../data/plan-approval.js';
import { newRecord } from '../data/records.js';
import { assigneesNamed, type NamedAssignee, taskAssigneeProblem } from '../data/task-assignee.js';
import { checkWindow } from '../rules/window.js';

const MOST_TASKS = 50;

/** Tasks with their texts in the stored form. */
function checkTasks(check: InputCheck, tasks: readonly PlannedTaskInput[]): PlannedTaskInput[] {
  if (tasks.length > MOST_TASKS)
    check.fail(['tasks'], 'TOO_MANY', `tasks must have at most ${MOST_TASKS} values.`);
  return tasks.slice(0, MOST_TASKS).map((task, i) => {
    const own = new InputCheck();
    const title = own.required('title', task.title, 200, 'LINE');
    const description = own.text('description', task.description, 10_000, 'MARKDOWN');
    own.id('assigneeId', task.assigneeId, 'User');
    check.addAll(['tasks', String(i)], own);
    return { ...task, title, description };
  });
}

/** Errors of task assignees who cannot do the task. */
function wrongAssignees(
  named: readonly NamedAssignee[],
  ticket: TicketRow,
  tasks: readonly PlannedTaskInput[],
  taking: Taking,
): UserError[] {
  return tasks.flatMap(({ assigneeId }, i) => {
    const problem = assigneeId ? taskAssigneeProblem(named, assigneeId, ticket, taking) : null;
    return problem ? [{ ...problem, path: ['input', 'tasks', String(i), 'assigneeId'] }] : [];
  });
}

/** Submits a plan, and requests the approvals that the policy requires. */
export const submitPlan = transitionStep<SubmitPlanInput>()({
  name: 'SUBMIT_PLAN',
  gather: (input, gathering, ticketId) => ({
    ...gathering.extensions.at(planApproval)?.gather(gathering, ticketId),
    assignees: assigneesNamed(
      gathering,
      ticketId,
      (input.tasks ?? []).slice(0, MOST_TASKS).map(({ assigneeId }) => assigneeId),
    ),
  }),
  more: (ticket, facts, input, gathering) =>
    gathering.extensions.at(planApproval)?.more(facts, ticket, { risk: input.risk ?? null }, gathering) ?? {},
  check(check, input, taking) {
    const summary = check.text('summary', input.summary, 50_000, 'MARKDOWN');
    const rollbackPlan = check.optional('rollbackPlan', input.rollbackPlan, 50_000, 'MARKDOWN');
    const tasks = checkTasks(check, input.tasks ?? []);
    if (input.window) checkWindow(check, input.window, taking.occurredAt);
    return { ...input, summary, rollbackPlan, tasks };
  },
  apply(ticket, input, taking, facts) {
    const tasks = input.tasks ?? [];
    const wrong = wrongAssignees(facts.assignees, ticket, tasks, taking);
    if (wrong.length > 0) return err(...wrong);
    const { kind, window } = input;
    const record = newRecord(taking, ticket);
    const plan = { id: record.id, risk: input.risk ?? null };
    const asked = taking.extensions.at(planApproval)?.decide(facts, ticket, plan, taking) ?? ok(null);
    if (!asked.ok) return asked;
    const begins = !asked.value && !window;
    const row = {
      ...record,
      kind,
      summary: input.summary,
      risk: input.risk ?? null,
      rollbackPlan: input.rollbackPlan,
      windowStart: window?.start ?? null,
      windowEnd: window?.end ?? null,
      ...(begins ? begun(taking) : {}),
    };
    const writes = [
      insertInto(ResolutionPlanEntity, row),
      ...tasks.map((task, i) => insertTask(taking, plan.id, ticket.id, i + 1, task)),
      ...(asked.value?.writes ?? []),
    ];
    const changes: FieldChange<'ResolutionPlan.id' | 'Approval.id' | 'Approval.approvers'>[] = [
      changed('ResolutionPlan.id', null, plan.id),
    ];
    if (asked.value) {
      const { approvalId, approverIds } = asked.value;
      changes.push(
        changed('Approval.id', null, approvalId),
        changed('Approval.approvers', null, approverIds),
      );
      return ok({ writes, changes, to: 'AWAITING_APPROVAL' });
    }
    return ok({ writes, changes, to: begins ? 'IMPLEMENTING' : 'SCHEDULED' });
  },
});

function insertTask(
  { organisationId }: Taking,
  planId: string,
  ticketId: string,
  position: number,
  { title, description, assigneeId }: PlannedTaskInput,
) {
  return insertInto(TaskEntity, {
    organisationId,
    id: newId(),
    ticketId,
    planId,
    position,
    title,
    description: description ?? null,
    assigneeId: assigneeId ? idOfType(assigneeId, 'User') : null,
    state: 'OPEN',
  });
}
