import { setImmediate as immediately } from 'node:timers/promises';

/** After this many values, other work runs. */
const SLICE = 200;

/** Does something for each value, a few at once. */
export async function inTurns<V>(
  values: readonly V[],
  atOnce: number,
  act: (value: V) => Promise<void>,
): Promise<void> {
  const left = values.values();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, values.length) }, async () => {
      for (const value of left) await act(value);
    }),
  );
}

/** Does something for each value, and lets other work run in between. */
export async function inSlices<V>(values: Iterable<V>, act: (value: V) => void): Promise<void> {
  let acted = 0;
  for (const value of values) {
    if (acted > 0 && acted % SLICE === 0) await immediately();
    act(value);
    acted += 1;
  }
}
