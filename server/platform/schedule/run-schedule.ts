import { randomUUID } from 'node:crypto';
import { type CommandServices, runCommand } from '../commands/run-command.js';
import type { Owned } from '../db/over-organisations.js';
import type { ScheduledTask } from './scheduled-task.js';

/** Number of due items of each task that are run in turn, so that one task with many does not delay the others. */
const BATCH = 50;

/**
 * Runs all due items of all tasks, until none is left or the signal stops it. An item that fails does not delay the others: the first
 * failure is thrown at the end, and the next round tries again.
 */
export async function runSchedule(
  services: CommandServices,
  clocks: readonly ScheduledTask[],
  stopped: () => boolean,
): Promise<void> {
  const failures: unknown[] = [];
  // Items of this round are not run again in it: neither those that failed, nor those that are still due afterwards.
  const seen = new Set<string>();
  let left = clocks.map((task) => ({ task, after: null as string | null }));
  while (left.length > 0 && !stopped()) {
    const more: typeof left = [];
    for (const { task, after } of left) {
      const found = await task.findDue(services.db.pool, services.now(), after, BATCH);
      const due = found.rows.filter(({ id }) => !seen.has(`${task.name} ${id}`));
      for (const one of due) {
        if (stopped()) return;
        seen.add(`${task.name} ${one.id}`);
        try {
          await take(services, task, one);
        } catch (error) {
          failures.push(error);
        }
      }
      if (!found.more) continue;
      // An organisation without further items is passed, so that a failure there does not delay the others.
      const stuck = due.length === 0 ? found.rows.at(-1)?.organisationId : undefined;
      more.push({ task, after: stuck ?? found.last });
    }
    left = more;
  }
  if (failures.length > 0) throw failures[0];
}

async function take(
  services: CommandServices,
  task: ScheduledTask,
  { organisationId, id }: Owned,
): Promise<void> {
  const { result } = await runCommand(services, {
    operation: task.name,
    input: {},
    actor: { kind: 'system', organisationId },
    cause: 'CLOCK',
    traceId: randomUUID(),
    run: (command) => task.run(command, id),
  });
  // A refusal is a bug: `findDue` and the process disagree, and the item would be due for ever.
  if (!result.ok)
    throw new Error(`${task.name} was refused: ${result.errors.map((e) => e.message).join(' ')}`);
}
