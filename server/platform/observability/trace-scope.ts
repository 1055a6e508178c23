import { AsyncLocalStorage } from 'node:async_hooks';

/** The trace id of what is being done: every line of the log that is written meanwhile has it. */
export const traceScope = new AsyncLocalStorage<string>();
