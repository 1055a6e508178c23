import { randomUUID } from 'node:crypto';
import { type ChangeServices, runChange } from '../changes/run-change.js';
import type { Clock, Due } from './clock.js';

/** So many steps at once; what is left is for the next round, which follows at once. */
const BATCH = 50;

/**
 * Takes every step that is due. One that fails does not hold up the others; when any has failed, the first failure is thrown at the
 * end, and the next round tries again.
 */
export async function runClocks(services: ChangeServices, clocks: readonly Clock[]): Promise<void> {
  const failures: unknown[] = [];
  for (const clock of clocks) {
    const failed = new Set<string>();
    for (;;) {
      const found = await clock.due(services.db.pool, services.now(), BATCH + failed.size);
      const due = found.filter(({ id }) => !failed.has(id));
      for (const one of due) {
        try {
          await take(services, clock, one);
        } catch (error) {
          failed.add(one.id);
          failures.push(error);
        }
      }
      if (due.length < BATCH) break;
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function take(services: ChangeServices, clock: Clock, { organisationId, id }: Due): Promise<void> {
  const result = await runChange(services, {
    operation: clock.name,
    input: {},
    actor: { kind: 'system', organisationId },
    cause: 'CLOCK',
    traceId: randomUUID(),
    run: (change) => clock.take(change, id),
  });
  // What a clock may not do is not due: its `due` and the process disagree, and it would come back for ever.
  if (!result.ok)
    throw new Error(`${clock.name} was refused: ${result.errors.map((e) => e.message).join(' ')}`);
}
