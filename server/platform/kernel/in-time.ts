/** A wait took too long. */
export class Late extends Error {
  override name = 'Late';
}

/** Waits for a promise for a limited time, then throws `Late`. The work behind the promise continues. */
export async function inTime<T>(awaited: T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late('it took too long')), ms);
  });
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
