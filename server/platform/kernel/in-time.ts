/** Something was waited for, and for long enough. */
export class Late extends Error {
  override name = 'Late';
}

/** Waits for something, but not for ever: throws `Late`. What is waited for goes on. */
export async function inTime<T>(awaited: T | Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late('it took too long')), ms);
  });
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
