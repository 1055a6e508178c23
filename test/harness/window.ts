import { setTimeout as sleep } from 'node:timers/promises';

const QUARTER_MS = 15 * 60 * 1000;
/** How long the tests of a file may take on a busy machine. */
const NEEDED_MS = 40_000;

/**
 * Waits, in a `beforeAll`, while the present quarter of an hour is nearly over. The server counts failed
 * sign-ins in windows of a quarter of an hour, and merges identical access records within a full hour, by the
 * clock of the database. A test that counts either exactly would fail if a window ended during the test. The
 * wait is shorter than `hookTimeout`, and longer than a test may take.
 */
export async function untilWindowIsYoung(): Promise<void> {
  const left = () => QUARTER_MS - (Date.now() % QUARTER_MS);
  while (left() < NEEDED_MS) await sleep(Math.min(left() + 10, 1000));
}
