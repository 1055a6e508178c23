import { setTimeout as sleep } from 'node:timers/promises';

const QUARTER_MS = 15 * 60 * 1000;
/** What the tests of a file may take, on a busy machine. */
const NEEDED_MS = 40_000;

/**
 * Waits, in a `beforeAll`, while the present quarter of an hour is nearly over. Failed sign-ins are counted in windows that begin
 * at quarters of an hour, and equal access records are one within a full hour, by the clock of the database (here that of this
 * machine): a test that counts either exactly would begin anew in its middle. The wait is shorter than `hookTimeout`, and
 * longer than a test may take.
 */
export async function untilWindowIsYoung(): Promise<void> {
  const left = () => QUARTER_MS - (Date.now() % QUARTER_MS);
  while (left() < NEEDED_MS) await sleep(Math.min(left() + 10, 1000));
}
