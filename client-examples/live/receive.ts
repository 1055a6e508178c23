import type { FormattedExecutionResult } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { LiveConnection } from './connection.ts';

export type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;

/** How many results may wait to be handled. When there are more, it stops receiving; they come again later. */
const MOST_WAITING = 2000;

/**
 * Subscribes once, and handles each result after the one before it. Ends when the server ends the subscription, when `handle` returns
 * `leave`, when too many results wait, or when the signal is aborted. Throws what `handle` throws, or what broke the subscription; in any
 * case, all that came before has been handled.
 */
export async function receive(
  connection: LiveConnection,
  payload: SubscribePayload,
  signal: AbortSignal,
  handle: (result: Result) => Promise<'go on' | 'leave'>,
): Promise<'completed' | 'left'> {
  const waiting: Result[] = [];
  let end: { how: 'completed' | 'left'; error?: unknown } | undefined;
  let wake: () => void = () => undefined;
  const endWith = (how: 'completed' | 'left', error?: unknown) => {
    end ??= { how, error };
    wake();
  };
  const unsubscribe = await connection.subscribe(payload, {
    next: (result) => {
      if (end) return;
      waiting.push(result);
      if (waiting.length > MOST_WAITING) endWith('left');
      wake();
    },
    error: (error) => endWith('left', error),
    complete: () => endWith('completed'),
  });
  const leave = () => endWith('left');
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  try {
    for (;;) {
      for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
        if ((await handle(next)) === 'leave') return 'left';
      }
      if (!end) await new Promise<void>((resolve) => (wake = resolve));
      else if (end.error !== undefined) throw end.error;
      else return end.how;
    }
  } finally {
    signal.removeEventListener('abort', leave);
    unsubscribe();
  }
}
