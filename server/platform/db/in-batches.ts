import { setTimeout as sleep } from 'node:timers/promises';

/** How far a batch came that loops over organisations. */
export interface BatchEnd {
  /** The organisation after which the next batch begins. */
  last: string | null;
  /** Whether there is nothing more to do. */
  through: boolean;
}

/**
 * Runs batches until there is nothing more to do, in a transaction each. `next` gets the organisation after which its batch begins; null: the
 * first one. It returns `undefined` while another server does this work. A backlog takes at most half of the time.
 */
export async function inBatches(
  stopped: () => boolean,
  next: (after: string | null) => Promise<BatchEnd | undefined>,
): Promise<void> {
  let after: string | null = null;
  while (!stopped()) {
    const begun = performance.now();
    const batch = await next(after);
    if (!batch || batch.through) return;
    after = batch.last;
    await sleep(performance.now() - begun);
  }
}
