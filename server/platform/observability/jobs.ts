import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

/** Runs a background job. A failure is logged and counted, and the next run tries again. */
export async function runJob(
  { log, metrics }: { log: Log; metrics: Metrics },
  job: string,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
    metrics.jobEnded(job, 'ok');
  } catch (error) {
    metrics.jobEnded(job, 'failed');
    log.warn({ err: error, job }, 'a background job failed and will be tried again');
  }
}
