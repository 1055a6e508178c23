import type { Deciding } from '../../platform/commands/command.js';
import { newId } from '../../platform/kernel/ids.js';
import type { TaskRow } from './entities.js';

/** The most tasks of a plan. */
export const MOST_TASKS = 50;

/** A new task of a plan, at this position. */
export function newTask(
  { organisationId }: Pick<Deciding, 'organisationId'>,
  plan: { id: string; ticketId: string },
  position: number,
  given: { title: string; description: string | null; assigneeId: string | null },
): TaskRow {
  return {
    organisationId,
    id: newId(),
    ticketId: plan.ticketId,
    planId: plan.id,
    position,
    ...given,
    state: 'OPEN',
    note: null,
    finishedAt: null,
    finishedByUserId: null,
    finishedByKeyId: null,
  } as TaskRow;
}
