import { standardChange } from '../../intake/index.js';
import type { PlannedTaskInput, SubmitPlanInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed, type FieldChange } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { type Taking, type TicketRow, transitionStep } from '../../tickets/index.js';
import { ResolutionPlanEntity, TaskEntity } from '../data/entities.js';
import { MOST_TASKS, newTask } from '../data/new-task.js';
import { begun } from '../data/plan.js';
import { planApproval } from '../data/plan-approval.js';
import { newRecord } from '../data/records.js';
import { assigneesNamed, type NamedAssignee, taskAssigneeProblem } from '../data/task-assignee.js';
import { checkWindow } from '../rules/window.js';

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
    standard: standardChange(gathering, ticketId),
    assignees: assigneesNamed(
      gathering,
      ticketId,
      (input.tasks ?? []).slice(0, MOST_TASKS).map(({ assigneeId }) => assigneeId),
    ),
  }),
  more(ticket, facts, input, gathering) {
    const actorId = input.import?.actorId;
    const plan = { risk: input.risk ?? null, importedAs: actorId ? idOfType(actorId, 'User') : null };
    return gathering.extensions.at(planApproval)?.more(facts, ticket, plan, gathering) ?? {};
  },
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
    if (ticket.changeKind === 'STANDARD' && facts.standard.length === 0) {
      const message =
        'The change is not what an administrator approved with its template: the template is no longer standardChange, or the change has another category, subcategory or other services. Cancel it, and report a NORMAL change.';
      return err(invalid(['ticketId'], 'STANDARD_TEMPLATE', message));
    }
    if (ticket.changeKind === 'STANDARD' && input.risk === 'HIGH') {
      const message = 'A STANDARD change cannot have the risk HIGH. Cancel it, and report a NORMAL change.';
      return err(invalid(['risk'], 'STANDARD_RISK', message));
    }
    const { kind, window } = input;
    const record = newRecord(taking, ticket);
    const plan = { id: record.id, risk: input.risk ?? null };
    const asked = taking.extensions.at(planApproval)?.decide(facts, ticket, plan, taking) ?? ok(null);
    if (!asked.ok) return asked;
    const begins = !asked.value && !window;
    const row = {
      ...record,
      keyMakerId: keyMaker(taking),
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
      ...tasks.map((task, i) => insertTask(taking, { id: plan.id, ticketId: ticket.id }, i + 1, task)),
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

/** SQL of the user who created the API key that submits a plan: they answer for it too. */
function keyMaker({ organisationId, actor }: Taking): Sql | null {
  if (actor.kind !== 'key') return null;
  return sql`(select k.created_by_user_id from api_keys k where k.organisation_id = ${organisationId} and k.id = ${actor.keyId})`;
}

function insertTask(
  taking: Taking,
  plan: { id: string; ticketId: string },
  position: number,
  { title, description, assigneeId }: PlannedTaskInput,
): Sql {
  const task = {
    title,
    description: description ?? null,
    assigneeId: assigneeId ? idOfType(assigneeId, 'User') : null,
  };
  return insertInto(TaskEntity, newTask(taking, plan, position, task));
}
