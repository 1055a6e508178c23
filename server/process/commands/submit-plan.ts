import type { CommandContext } from '../../platform/commands/command-context.js';
import type { PlanKind, Risk } from '../../platform/contract/generated/enums.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, newId } from '../../platform/kernel/ids.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import type { TicketInput, TicketRow, TransitionHandler } from '../../tickets/index.js';
import { ResolutionPlanEntity, TaskEntity } from '../data/entities.js';
import { begin } from '../data/plan.js';
import { planApproval } from '../data/plan-approval.js';
import { newRecord } from '../data/records.js';
import { wrongTaskAssignee } from '../data/task-assignee.js';
import { checkWindow, type Window } from '../rules/window.js';

export interface PlannedTask {
  title: string;
  description?: string | null;
  assigneeId?: string | null;
}

export interface SubmitPlan extends TicketInput {
  kind?: PlanKind | null;
  summary?: string | null;
  tasks?: readonly PlannedTask[] | null;
  risk?: Risk | null;
  rollbackPlan?: string | null;
  window?: Window | null;
}

const MOST_TASKS = 50;

function checkTasks(check: InputCheck, tasks: readonly PlannedTask[]): void {
  if (tasks.length > MOST_TASKS)
    check.fail(['tasks'], 'TOO_MANY', `tasks must have at most ${MOST_TASKS} values.`);
  tasks.slice(0, MOST_TASKS).forEach((task, i) => {
    const own = new InputCheck();
    own.required('title', task.title, 200);
    own.text('description', task.description, 10_000);
    own.id('assigneeId', task.assigneeId, 'User');
    check.addAll(['tasks', String(i)], own);
  });
}

/** Errors of task assignees who cannot do the task. */
async function wrongAssignees(
  command: CommandContext,
  ticket: TicketRow,
  tasks: readonly PlannedTask[],
): Promise<UserError[]> {
  const wrong: UserError[] = [];
  for (const [i, { assigneeId }] of tasks.entries()) {
    const id = assigneeId ? idOfType(assigneeId, 'User') : null;
    const refusal = id ? await wrongTaskAssignee(command, ticket, id) : null;
    if (refusal) wrong.push({ ...refusal, path: ['input', 'tasks', String(i), 'assigneeId'] });
  }
  return wrong;
}

/** Submits a plan, and requests the approvals that the policy requires. */
export const submitPlan: TransitionHandler<SubmitPlan> = {
  name: 'SUBMIT_PLAN',
  check(check, input, command) {
    check.text('summary', input.summary, 50_000);
    check.text('rollbackPlan', input.rollbackPlan || null, 50_000);
    checkTasks(check, input.tasks ?? []);
    if (input.window) checkWindow(check, input.window, command.occurredAt);
  },
  async applyIn(command, ticket, input) {
    const tasks = input.tasks ?? [];
    const wrong = await wrongAssignees(command, ticket, tasks);
    if (wrong.length > 0 || !input.kind) return wrong;
    const record = newRecord(command, ticket);
    const { window } = input;
    const plan = command.em.create(
      ResolutionPlanEntity,
      {
        ...record,
        kind: input.kind,
        summary: input.summary?.trim() ?? '',
        risk: input.risk ?? null,
        rollbackPlan: input.rollbackPlan?.trim() || null,
        windowStart: window?.start ?? null,
        windowEnd: window?.end ?? null,
        startedAt: null,
        startedByUserId: null,
        startedByKeyId: null,
        outsideWindowReason: null,
        completedAt: null,
        completedByUserId: null,
        completedByKeyId: null,
        outcome: null,
        notes: null,
        proposedCode: null,
        proposedNotes: null,
      },
      { persist: true },
    );
    // Its tasks refer to it.
    await command.em.flush();
    tasks.forEach((task, i) => {
      command.em.create(
        TaskEntity,
        {
          organisationId: command.organisationId,
          id: newId(),
          ticketId: ticket.id,
          planId: plan.id,
          position: i + 1,
          title: task.title.trim(),
          description: task.description?.trim() ?? null,
          assigneeId: task.assigneeId ? idOfType(task.assigneeId, 'User') : null,
          state: 'OPEN',
          note: null,
          finishedAt: null,
          finishedByUserId: null,
          finishedByKeyId: null,
        },
        { persist: true },
      );
    });
    const changes = [{ field: 'plan', from: null, to: plan.id }];
    const asked = await command.extensions.at(planApproval)?.(command, ticket, plan);
    if (asked?.ok === false) return asked.errors;
    if (asked?.value) {
      return {
        changes: [...changes, { field: 'approval', from: null, to: asked.value.approvalId }],
        to: 'AWAITING_APPROVAL',
      };
    }
    if (window) return { changes, to: 'SCHEDULED' };
    begin(command, plan);
    return { changes, to: 'IMPLEMENTING' };
  },
};
