import { AsyncLocalStorage } from 'node:async_hooks';

/** The trace id of the current work. Every log line that is written during the work has it. */
export const traceScope = new AsyncLocalStorage<string>();
