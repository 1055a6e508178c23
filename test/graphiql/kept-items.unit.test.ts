import { describe, expect, it } from 'vitest';
import { keptItems } from '../../server/platform/graphiql/kept-items.js';
import type { Item, Watched } from '../../server/platform/graphiql/subscription-items.js';

const event = (cursor: string): Item => ({ data: { ticketEvents: { __typename: 'TicketEvent', cursor } } });
const position: Item = { data: { ticketEvents: { __typename: 'StreamPosition', cursor: 'p' } } };

/** A subscription that yields these items at once, and then waits until it is stopped, or fails. */
function subscription(items: readonly Item[], failure?: unknown): AsyncIterable<Item> & { stopped: boolean } {
  const stop = Promise.withResolvers<IteratorResult<Item>>();
  const waiting = [...items];
  const source = {
    stopped: false,
    [Symbol.asyncIterator]: () => ({
      next: async (): Promise<IteratorResult<Item>> => {
        const value = waiting.shift();
        if (value) return { done: false, value };
        if (failure !== undefined) throw failure;
        return stop.promise;
      },
      return: async () => {
        source.stopped = true;
        stop.resolve({ done: true, value: undefined });
        return { done: true as const, value: undefined };
      },
    }),
  };
  return source;
}

async function all(answers: AsyncIterable<Record<string, unknown>>) {
  const shown: Record<string, unknown>[] = [];
  for await (const answer of answers) shown.push(answer);
  return shown;
}

describe('the items that GraphiQL shows of a subscription', () => {
  it('appear at once, and together when they arrive together; a position changes only the status line', async () => {
    const shown: Watched[] = [];
    const answers = keptItems(subscription([event('1'), position, event('2'), position]), (it) =>
      shown.push(it),
    );
    expect((await answers.next()).value).toEqual({ received: 0, newestFirst: [] });
    expect((await answers.next()).value).toEqual({
      received: 2,
      newestFirst: [event('2').data, event('1').data],
    });
    const more = answers.next();
    const later = await Promise.race([more, new Promise((resolve) => setTimeout(resolve, 300, 'nothing'))]);
    expect(later).toBe('nothing');
    expect(shown.at(-1)).toMatchObject({ received: 2, position: { cursor: 'p' }, ended: false });
    await answers.return?.();
    expect((await more).done).toBe(true);
  });

  it('end immediately when the subscription is stopped while it waits', async () => {
    const shown: Watched[] = [];
    const source = subscription([]);
    const answers = keptItems(source, (it) => shown.push(it));
    await answers.next();
    const waiting = answers.next();
    await answers.return?.();
    expect((await waiting).done).toBe(true);
    expect(source.stopped).toBe(true);
    expect(shown.at(-1)?.ended).toBe(true);
  });

  it.each([
    ['errors', [{ message: 'Sign in.' }], [{ message: 'Sign in.' }]],
    [
      'a closed socket',
      { code: 4403, reason: 'Forbidden' },
      [{ message: 'The WebSocket was closed: 4403 Forbidden' }],
    ],
    ['an exception', new Error('No.'), [{ message: 'No.' }]],
  ])('stay visible when the subscription ends with %s', async (_name, failure, errors) => {
    expect(await all(keptItems(subscription([event('1')], failure), () => undefined))).toEqual([
      { received: 0, newestFirst: [] },
      { errors, received: 1, newestFirst: [event('1').data] },
    ]);
    expect((await all(keptItems(subscription([], failure), () => undefined))).at(-1)).toEqual({ errors });
  });
});
