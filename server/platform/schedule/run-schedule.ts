import { randomUUID } from 'node:crypto';
import { type CommandServices, runCommand } from '../commands/run-command.js';
import type { Due, ScheduledTask } from './scheduled-task.js';

/** So many steps of each clock in turn, so that much that is due for one does not hold up the others. */
const BATCH = 50;

/**
 * Takes every step that is due, until there is none or it is stopped. One that fails does not hold up the others; when any has failed,
 * the first failure is thrown at the end, and the next round tries again.
 */
export async function runSchedule(
  services: CommandServices,
  clocks: readonly ScheduledTask[],
  stopped: () => boolean,
): Promise<void> {
  const failures: unknown[] = [];
  // What was looked at in this round is not looked at again: what failed, and what comes back though it was done.
  const seen = new Set<string>();
  let left = [...clocks];
  while (left.length > 0 && !stopped()) {
    const more: ScheduledTask[] = [];
    for (const task of left) {
      const found = await task.findDue(services.db.pool, services.now(), BATCH);
      const due = found.filter(({ id }) => !seen.has(`${task.name} ${id}`));
      for (const one of due) {
        if (stopped()) return;
        seen.add(`${task.name} ${one.id}`);
        try {
          await take(services, task, one);
        } catch (error) {
          failures.push(error);
        }
      }
      if (found.length === BATCH && due.length > 0) more.push(task);
    }
    left = more;
  }
  if (failures.length > 0) throw failures[0];
}

async function take(
  services: CommandServices,
  task: ScheduledTask,
  { organisationId, id }: Due,
): Promise<void> {
  const result = await runCommand(services, {
    operation: task.name,
    input: {},
    actor: { kind: 'system', organisationId },
    cause: 'CLOCK',
    traceId: randomUUID(),
    run: (command) => task.run(command, id),
  });
  // What a clock may not do is not due: its `due` and the process disagree, and it would come back for ever.
  if (!result.ok)
    throw new Error(`${task.name} was refused: ${result.errors.map((e) => e.message).join(' ')}`);
}
