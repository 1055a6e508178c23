import { type Item, nothingYet, shown, type Watched, withItem } from './subscription-items.js';

/** Answers that follow faster than this are shown together, because filling the editor is slow. */
const SHOW_EVERY_MS = 150;

type Answers = AsyncIterableIterator<Record<string, unknown>>;

/**
 * What GraphiQL shows of a subscription: its last items, each time there is a new one. `tell` receives each state, including positions and
 * the end. A generator that waits cannot be stopped, so stopping ends the subscription that it waits for.
 */
export function keptItems(source: AsyncIterable<Item>, tell: (watched: Watched) => void): Answers {
  const items = source[Symbol.asyncIterator]();
  // Subscribed at once, because graphql-ws waits for ever for an error that came before it was asked. The error is handled with the first
  // answer.
  const first = items.next();
  first.catch(() => undefined);
  const answers = kept(items, first, tell);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => answers.next(),
    return: async () => {
      await items.return?.();
      return answers.return(undefined);
    },
  };
}

async function* kept(
  items: AsyncIterator<Item>,
  first: Promise<IteratorResult<Item>>,
  tell: (watched: Watched) => void,
): AsyncGenerator<Record<string, unknown>> {
  let now = nothingYet;
  const update = (next: Watched) => {
    now = next;
    tell(now);
  };
  tell(now);
  try {
    yield shown(now);
    let waiting: Promise<IteratorResult<Item>> | undefined = first;
    for (let done = false; !done; ) {
      const before = now.received;
      let pause: Promise<'pause'> | undefined;
      // Waits until there is something to show, and then a moment longer.
      while (!done) {
        waiting ??= items.next();
        const next = await (pause ? Promise.race([waiting, pause]) : waiting);
        if (next === 'pause') break;
        waiting = undefined;
        if (next.done) done = true;
        else update(withItem(now, next.value, new Date()));
        if (now.received > before)
          pause ??= new Promise((resolve) => setTimeout(resolve, SHOW_EVERY_MS, 'pause'));
      }
      if (now.received > before) yield shown(now);
    }
  } catch (error) {
    // Earlier items stay.
    yield { errors: errorsOf(error), ...(now.received > 0 ? shown(now) : {}) };
  } finally {
    update({ ...now, ended: true });
    void items.return?.();
  }
}

/** graphql-ws throws a list of GraphQL errors, or how the socket was closed. */
function errorsOf(error: unknown): unknown[] {
  if (Array.isArray(error)) return error;
  if (error instanceof Error) return [{ message: error.message }];
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  return [{ message: `The WebSocket was closed: ${code} ${reason}`.trim() }];
}
