/** Waits for a time; shorter if the signal is aborted. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}

/** Waits for a promise; shorter if the signal is aborted. */
export function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    void promise.then(end, end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/** How long to wait before an attempt: 50 to 100 ms at first, doubled each time, at most ten seconds. At random, so that clients spread. */
export function backOff(attempt: number): number {
  return Math.round(Math.min(10_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2));
}

/**
 * The longest wait before data is read again because other queues are visible than before, which many clients learn at the same moment, or
 * because the account's subscriptions cost too much.
 */
const longestMs = 2000;

/** How long to wait before data is read again for this reason. */
export function beforeReadingAgain(reason: string): number {
  return reason === 'ACCESS_CHANGED' || reason === 'OVER_BUDGET' ? Math.random() * longestMs : 0;
}
