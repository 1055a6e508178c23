import { randomUUID } from 'node:crypto';
import { type CommandServices, runCommand } from '../commands/run-command.js';
import type { Owned } from '../db/over-organisations.js';
import { AGAIN, type ScheduledTask } from './scheduled-task.js';

/** Number of due items of each task that are run in turn, so that one task with many does not delay the others. */
const BATCH = 50;

/** The most times that an item runs in a round, so that it does not delay the tasks that become due meanwhile. */
const MOST_TURNS = 20;

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
  const turns = new Map<string, number>();
  let left = clocks.map((task) => ({ task, after: null as string | null, again: false }));
  while (left.length > 0 && !stopped()) {
    const more: typeof left = [];
    for (const { task, after, again: before } of left) {
      let again = before;
      const found = await task.findDue(services.db.pool, services.now(), after, BATCH);
      const due = found.rows.filter(({ id }) => !seen.has(`${task.name} ${id}`));
      for (const one of due) {
        if (stopped()) return;
        const item = `${task.name} ${one.id}`;
        const turn = (turns.get(item) ?? 0) + 1;
        turns.set(item, turn);
        const outcome = await take(services, task, one).catch((error: unknown) => {
          failures.push(error);
        });
        if (outcome === AGAIN && turn < MOST_TURNS) again = true;
        else seen.add(item);
      }
      if (!found.more) {
        if (again) more.push({ task, after: null, again: false });
        continue;
      }
      // An organisation without further items is passed, so that a failure there does not delay the others.
      const stuck = due.length === 0 ? found.rows.at(-1)?.organisationId : undefined;
      more.push({ task, after: stuck ?? found.last, again });
    }
    left = more;
  }
  if (failures.length > 0) throw failures[0];
}

async function take(
  services: CommandServices,
  task: ScheduledTask,
  { organisationId, id }: Owned,
): Promise<unknown> {
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
  return result.value;
}
