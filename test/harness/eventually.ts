import { setTimeout as sleep } from 'node:timers/promises';

type Nothing = false | null | undefined;

/** Calls a function until it returns a value, and returns that value. Until then the function may throw. */
export async function eventually<T>(look: () => T | Promise<T>, ms = 20_000): Promise<Exclude<T, Nothing>> {
  for (const end = Date.now() + ms; ; await sleep(10)) {
    let cause: unknown;
    try {
      const found = await look();
      if (found) return found as Exclude<T, Nothing>;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end) throw new Error('there was no value in time', { cause });
  }
}
