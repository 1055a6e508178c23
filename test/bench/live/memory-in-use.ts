import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes in use by a process. */
export interface Memory {
  rss: number;
  heapUsed: number;
}

/** What this process uses after a collection of garbage. */
export function memoryInUse(): Memory {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
}
