import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer as serveGraphQL } from 'graphql-ws/use/ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import {
  type ResumingOptions,
  type ResumingSubscription,
  subscribeResuming,
} from '../../client-examples/node/resuming-subscription.js';

/** A growing log, served as the contract does, by a server that can be made to fail. */
const schema = buildSchema(/* GraphQL */ `
  type Query { ok: Boolean }
  type StreamPosition { cursor: String! }
  type ResyncRequired { cursor: String! reason: String! }
  type TicketEvent { cursor: String! }
  type TicketGone { cursor: String! ticketId: ID! }
  type AddedLater { cursor: String! }
  union Item = StreamPosition | ResyncRequired | TicketEvent | TicketGone | AddedLater
  type Subscription { ticketEvents(after: String): Item! }
`);
const query = /* GraphQL */ `
  subscription ($after: String) {
    ticketEvents(after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on ResyncRequired { cursor reason }
      ... on TicketEvent { cursor }
      ... on TicketGone { cursor ticketId }
      ... on AddedLater { cursor }
    }
  }
`;

interface Item {
  __typename: 'StreamPosition' | 'ResyncRequired' | 'TicketEvent' | 'TicketGone' | 'AddedLater';
  cursor: string;
  ticketId?: string;
  reason?: string;
}

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/**
 * `script` has the items for each subscription in turn. After them the server closes the WebSocket with
 * `code`.
 */
async function serve(script: { items: Item[] | ((after: string | null) => Item[]); code?: number }[]) {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const asked: { after: string | null; token: unknown }[] = [];
  let step = 0;
  serveGraphQL(
    {
      schema,
      context: (connection) => connection,
      onConnect: ({ connectionParams }) => connectionParams?.authorization !== 'Bearer stale',
      subscribe: async ({ variableValues, contextValue }) => {
        const { extra, connectionParams } = contextValue as {
          extra: { socket: { close(code: number): void } };
          connectionParams: Record<string, unknown>;
        };
        const after = (variableValues?.after as string | undefined) ?? null;
        asked.push({ after, token: connectionParams.authorization });
        const now = script[step++];
        const items = typeof now?.items === 'function' ? now.items(after) : (now?.items ?? []);
        return (async function* () {
          for (const item of items) yield { data: { ticketEvents: item } };
          if (now?.code !== undefined) setTimeout(() => extra.socket.close(now.code ?? 1001), 5);
          if (items.at(-1)?.__typename !== 'ResyncRequired') await new Promise(() => undefined);
        })();
      },
    },
    sockets,
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  closers.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`, asked };
}

const at = (cursor: string): Item => ({ __typename: 'StreamPosition', cursor });
const event = (cursor: string): Item => ({ __typename: 'TicketEvent', cursor });

/** Subscribes, and waits until `count` events are handled. */
async function follow(url: string, count: number, more: Partial<ResumingOptions<{ cursor: string }>> = {}) {
  const events: string[] = [];
  const done = Promise.withResolvers<void>();
  const subscription: ResumingSubscription = subscribeResuming<{ cursor: string }>({
    url,
    token: 'good',
    query,
    field: 'ticketEvents',
    onEvent: ({ cursor }) => {
      events.push(cursor);
      if (events.length === count) done.resolve();
    },
    onResync: () => undefined,
    ...more,
  });
  closers.push(() => subscription.stop());
  await Promise.race([done.promise, subscription.done]);
  return { events, subscription };
}

describe('a resuming subscription', () => {
  it.each([1001, 1006, 1011, 1012, 4500])(
    'resumes after the last item when the server closes with %i',
    async (code) => {
      const { url, asked } = await serve([
        { items: [at('0'), event('1'), event('2')], ...(code === 1006 ? { code: 3000 } : { code }) },
        { items: [at('2'), event('3')] },
      ]);
      const { events, subscription } = await follow(url, 3);
      expect(events).toEqual(['1', '2', '3']);
      expect(asked.map(({ after }) => after)).toEqual([null, '2']);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(subscription).toMatchObject({ cursor: '3', duplicates: 0, reconnects: 1 });
    },
  );

  it('begins after the given cursor, and positions move its cursor too', async () => {
    const { url, asked } = await serve([{ items: [at('7'), at('9')], code: 1012 }, { items: [event('10')] }]);
    await follow(url, 1, { after: '5' });
    expect(asked.map(({ after }) => after)).toEqual(['5', '9']);
  });

  it('drops events that it has already handled', async () => {
    const { url } = await serve([
      { items: [event('1'), event('2')], code: 1001 },
      { items: [event('2'), event('3')] },
    ]);
    const { events, subscription } = await follow(url, 3);
    expect(events).toEqual(['1', '2', '3']);
    expect(subscription.duplicates).toBe(1);
  });

  it.each([
    ["at the server's cursor", undefined, '50'],
    ["at the caller's cursor", '55', '55'],
  ])('continues %s after ResyncRequired', async (_where, answer, expected) => {
    const { url, asked } = await serve([
      { items: [{ __typename: 'ResyncRequired', cursor: '50', reason: 'CURSOR_TOO_OLD' }] },
      { items: [event('60')] },
    ]);
    const resyncs: string[] = [];
    await follow(url, 1, {
      after: '1',
      onResync: (cursor, reason) => {
        resyncs.push(cursor, reason);
        return answer;
      },
    });
    expect(resyncs).toEqual(['50', 'CURSOR_TOO_OLD']);
    expect(asked.map(({ after }) => after)).toEqual(['1', expected]);
  });

  it('reports tickets that are gone, and ignores items that it does not know, once and in order', async () => {
    const gone: Item = { __typename: 'TicketGone', cursor: '2', ticketId: 't' };
    const { url, asked } = await serve([
      { items: [event('1'), gone, { __typename: 'AddedLater', cursor: '3' }], code: 1001 },
      { items: [gone, event('4')] },
    ]);
    const handled: string[] = [];
    const { events } = await follow(url, 2, { onGone: (ticketId) => void handled.push(ticketId) });
    expect([events, handled]).toEqual([['1', '4'], ['t']]);
    expect(asked.map(({ after }) => after)).toEqual([null, '3']);
  });

  it('waits for a random time of at most two seconds before it reads again after ACCESS_CHANGED', async () => {
    const waits: number[] = [];
    const random = vi.spyOn(Math, 'random');
    for (const share of [0, 0.25]) {
      const { url } = await serve([
        { items: [{ __typename: 'ResyncRequired', cursor: '50', reason: 'ACCESS_CHANGED' }] },
        { items: [event('60')] },
      ]);
      random.mockReturnValue(share);
      const began = Date.now();
      await follow(url, 1, { onResync: () => void waits.push(Date.now() - began) });
    }
    random.mockRestore();
    expect(waits[0]).toBeLessThan(400);
    expect(waits[1]).toBeGreaterThanOrEqual(500);
  });

  it('asks for a new token when its token is refused', async () => {
    const { url, asked } = await serve([{ items: [event('1')], code: 4403 }, { items: [event('2')] }]);
    const refusals: (string | undefined)[] = [];
    const tokens = ['stale', 'first', 'second'];
    await follow(url, 2, {
      token: (refused) => {
        refusals.push(refused);
        return tokens[refusals.length - 1] ?? '';
      },
    });
    expect(refusals).toEqual([undefined, 'stale', 'first']);
    expect(asked.map(({ token }) => token)).toEqual(['Bearer first', 'Bearer second']);
  });

  it('gives up when there is no other token', async () => {
    const { url } = await serve([]);
    await expect(follow(url, 1, { token: 'stale' })).rejects.toThrow('closed with 4403');
    await expect(follow(url, 1, { token: () => 'stale' })).rejects.toThrow('closed with 4403');
  });

  it('gives up on an invalid document', async () => {
    const { url } = await serve([]);
    await expect(follow(url, 1, { query: 'subscription { nothing }' })).rejects.toThrow(/Cannot query field/);
  });

  it('ends with the error of its handler, and keeps the cursor before that event', async () => {
    const { url } = await serve([{ items: [at('1'), event('2')] }]);
    const mine = new Error('mine');
    const failing = subscribeResuming({
      url,
      token: 'good',
      query,
      field: 'ticketEvents',
      onEvent: () => Promise.reject(mine),
      onResync: () => undefined,
    });
    await expect(failing.done).rejects.toBe(mine);
    expect(failing.cursor).toBe('1');
  });

  it('waits for a server that does not run yet, and stops on its signal', async () => {
    const retries: number[] = [];
    const stop = new AbortController();
    const subscription = subscribeResuming({
      url: 'http://127.0.0.1:9/graphql',
      token: 'good',
      query,
      field: 'ticketEvents',
      onEvent: () => undefined,
      onResync: () => undefined,
      onRetry: (_reason, waitMs) => {
        retries.push(waitMs);
        if (retries.length === 3) stop.abort();
      },
      signal: stop.signal,
    });
    await subscription.done;
    expect(retries).toHaveLength(3);
  });
});
