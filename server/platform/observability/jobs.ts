import type { Services } from '../graphql/services.js';
import type { Job } from './metrics.js';

/** Runs background work that may fail: what fails is logged and counted, and tried again by the next run. */
export async function runJob(
  { log, metrics }: Pick<Services, 'log' | 'metrics'>,
  job: Job,
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
