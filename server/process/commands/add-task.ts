import { shown } from '../../platform/actor/asking.js';
import { command } from '../../platform/commands/command.js';
import type { AddTaskInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import {
  canTicket,
  filterFacts,
  loadedTicket,
  ticketsById,
  ticketToChange,
  toTicket,
} from '../../tickets/index.js';
import { TaskEntity } from '../data/entities.js';
import { MOST_TASKS, newTask } from '../data/new-task.js';
import { foundPlan, lastPlan, lastPlanId } from '../data/plan.js';
import { tasksById } from '../data/reads.js';
import { assigneesNamed, taskAssigneeProblem } from '../data/task-assignee.js';
import { notImplementing } from './tasks.js';

/** Adds a task to the plan in force, while it is implemented. */
export const addTask = command<AddTaskInput>()({
  operation: 'addTask',
  gather(input, gathering) {
    const { me, organisationId } = gathering;
    const ticketId = sql`${idOfType(input.ticketId, 'Ticket')}::uuid`;
    return {
      ticket: ticketToChange(gathering, input.ticketId),
      plan: lastPlan(gathering, ticketId),
      last: sql<{
        position: number;
      }>`select k.position from ${me} join tasks k on k.organisation_id = ${organisationId}
        and k.plan_id = ${lastPlanId(organisationId, ticketId)}
        order by k.position desc limit 1`,
      assignees: assigneesNamed(gathering, ticketId, [input.assigneeId]),
    };
  },
  decide(facts, input, deciding) {
    const loaded = loadedTicket(facts.ticket, input.ticketId);
    if (!loaded.ok) return loaded;
    const { ticket } = loaded.value;
    const decision = canTicket(deciding.actor, 'transition', loaded.value.facts);
    if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['ticketId']));
    const check = new InputCheck();
    const title = check.required('title', input.title, 200, 'LINE');
    const description = check.text('description', input.description, 10_000, 'MARKDOWN') ?? null;
    const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
    if (check.errors.length > 0) return err(...check.errors);
    const early = notImplementing(ticket, 'ticketId');
    if (early) return err(early);
    const wrong = input.assigneeId
      ? taskAssigneeProblem(facts.assignees, input.assigneeId, ticket, deciding)
      : null;
    if (wrong) return err(wrong);
    const position = (facts.last[0]?.position ?? 0) + 1;
    if (position > MOST_TASKS)
      return err(invalid(['ticketId'], 'TOO_MANY', `A plan can have at most ${MOST_TASKS} tasks.`));
    const plan = { id: foundPlan(facts.plan).id, ticketId: ticket.id };
    const task = newTask(deciding, plan, position, { title, description, assigneeId });
    return ok({
      value: { taskId: task.id, ticketId: ticket.id },
      writes: [insertInto(TaskEntity, task)],
      events: [
        {
          type: 'TASK_ADDED',
          ticketId: ticket.id,
          visibility: 'INTERNAL',
          changes: [
            changed('Task.id', null, task.id),
            changed('Task.title', null, title),
            ...(assigneeId ? [changed('Task.assignee' as const, null, assigneeId)] : []),
          ],
          facts: filterFacts(ticket),
        },
      ],
      shows: [shown(tasksById, task.id, task), shown(ticketsById, ticket.id, toTicket(ticket))],
    });
  },
});
