import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How many cases of a matrix a test has checked. */
    cases?: number;
  }
}

/** Cases of a matrix. A failure lists them by name. */
export type Cases<T> = readonly (readonly [name: string, item: T])[];

/** Groups the cases by entry point: each group is one test. */
export function byEntryPoint<T extends { field: string }>(cases: Cases<T>): [field: string, Cases<T>][] {
  return [...Map.groupBy(cases, ([, { field }]) => field)];
}

/** Checks all cases. If some fail, the error lists each of them with its fault. */
export async function checkAll<T>(
  cases: Cases<T>,
  check: (item: T, name: string) => void | Promise<void>,
): Promise<void> {
  const meta = TestRunner.getCurrentTest()?.meta;
  if (meta) meta.cases = (meta.cases ?? 0) + cases.length;
  const faults: { name: string; error: unknown }[] = [];
  for (const [name, item] of cases) {
    try {
      await check(item, name);
    } catch (error) {
      faults.push({ name, error });
    }
  }
  if (faults.length === 0) return;
  const lines = faults.map(({ name, error }) => `${name}: ${error instanceof Error ? error.message : error}`);
  const head = `${faults.length} of ${cases.length} cases failed:`;
  // The error shows the first fault in full.
  throw new Error([head, ...lines].join('\n'), { cause: faults[0]?.error });
}
