import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer as serveGraphQL } from 'graphql-ws/use/ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import {
  type ConnectionOptions,
  type Following,
  type FollowOptions,
  follow,
  LiveConnection,
} from '../../client-examples/live/index.js';
import { beforeReadingAgain } from '../../client-examples/live/wait.js';

/** A growing log, served as the contract does, by a server that can be made to fail. */
const schema = buildSchema(/* GraphQL */ `
  type Query { ok: Boolean }
  type StreamPosition { cursor: String! }
  type ResyncRequired { cursor: String! resyncReason: String! }
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
      ... on ResyncRequired { cursor resyncReason }
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
  resyncReason?: string;
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
  return {
    sockets: sockets.clients,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
    asked,
  };
}

const at = (cursor: string): Item => ({ __typename: 'StreamPosition', cursor });
const event = (cursor: string): Item => ({ __typename: 'TicketEvent', cursor });

/** Subscribes, and waits until `count` events are handled. */
async function followed(
  url: string,
  count: number,
  more: Partial<FollowOptions> = {},
  connection: Partial<ConnectionOptions> = {},
) {
  const events: string[] = [];
  const done = Promise.withResolvers<void>();
  const following = subscribe(
    url,
    {
      onItem: ({ __typename, cursor }) => {
        if (__typename === 'TicketEvent') events.push(cursor);
        if (events.length === count) done.resolve();
      },
      ...more,
    },
    connection,
  );
  await Promise.race([done.promise, following.done]);
  return { events, following };
}

function subscribe(
  url: string,
  options: Partial<FollowOptions>,
  connection: Partial<ConnectionOptions> = {},
): Following {
  const following = follow(new LiveConnection({ url, token: 'good', ...connection }), {
    query,
    onItem: () => undefined,
    onResync: () => undefined,
    ...options,
  });
  closers.push(following.stop);
  return following;
}

describe('a followed subscription', () => {
  it.each([1000, 1001, 1006, 1011, 1012, 1013, 4500])(
    'resumes after the last item when the server closes with %i',
    async (code) => {
      const { url, asked } = await serve([
        { items: [at('0'), event('1'), event('2')], ...(code === 1006 ? { code: 3000 } : { code }) },
        { items: [at('2'), event('3')] },
      ]);
      const { events, following } = await followed(url, 3);
      expect(events).toEqual(['1', '2', '3']);
      expect(asked.map(({ after }) => after)).toEqual([null, '2']);
      await vi.waitFor(() => expect(following).toMatchObject({ cursor: '3', duplicates: 0 }));
    },
  );

  it('begins after the given cursor, and positions move its cursor too', async () => {
    const { url, asked } = await serve([{ items: [at('7'), at('9')], code: 1012 }, { items: [event('10')] }]);
    await followed(url, 1, { after: '5' });
    expect(asked.map(({ after }) => after)).toEqual(['5', '9']);
  });

  it('drops events that it has already handled', async () => {
    const { url } = await serve([
      { items: [event('1'), event('2')], code: 1001 },
      { items: [event('2'), event('3')] },
    ]);
    const { events, following } = await followed(url, 3);
    expect(events).toEqual(['1', '2', '3']);
    expect(following.duplicates).toBe(1);
  });

  it.each([
    ["at the server's cursor", undefined, '50'],
    ["at the caller's cursor", '55', '55'],
  ])('continues %s after ResyncRequired', async (_where, answer, expected) => {
    const { url, asked } = await serve([
      { items: [{ __typename: 'ResyncRequired', cursor: '50', resyncReason: 'CURSOR_TOO_OLD' }] },
      { items: [event('60')] },
    ]);
    const resyncs: string[] = [];
    await followed(url, 1, {
      after: '1',
      onResync: (cursor, reason) => {
        resyncs.push(cursor, reason);
        return answer;
      },
    });
    expect(resyncs).toEqual(['50', 'CURSOR_TOO_OLD']);
    expect(asked.map(({ after }) => after)).toEqual(['1', expected]);
  });

  it('gives events once and in order, and after a resume again what can share a cursor with what did not come', async () => {
    const gone: Item = { __typename: 'TicketGone', cursor: '2', ticketId: 't' };
    const later: Item = { __typename: 'AddedLater', cursor: '2' };
    const { url, asked } = await serve([
      { items: [event('1'), gone, later], code: 1001 },
      { items: [gone, later, later, at('3')], code: 1001 },
      { items: [event('4')] },
    ]);
    const handled: string[] = [];
    const done = Promise.withResolvers<void>();
    subscribe(url, {
      onItem: ({ __typename, cursor }) => {
        handled.push(`${__typename} ${cursor}`);
        if (cursor === '4') done.resolve();
      },
    });
    await done.promise;
    expect(handled).toEqual([
      ...['TicketEvent 1', 'TicketGone 2', 'AddedLater 2'],
      ...['AddedLater 2', 'AddedLater 2', 'StreamPosition 3'],
      'TicketEvent 4',
    ]);
    expect(asked.map(({ after }) => after)).toEqual([null, '1', '3']);
  });

  it.each(['ACCESS_CHANGED', 'OVER_BUDGET'])(
    'waits for a random time of at most two seconds before it reads again after %s',
    async (resyncReason) => {
      const { url } = await serve([
        { items: [{ __typename: 'ResyncRequired', cursor: '50', resyncReason }] },
        { items: [event('60')] },
      ]);
      const random = vi.spyOn(Math, 'random').mockReturnValue(0.25);
      const began = Date.now();
      let waited = 0;
      await followed(url, 1, {
        onResync: () => {
          waited = Date.now() - began;
        },
      });
      expect(waited).toBeGreaterThanOrEqual(499);
      for (const [share, ms] of [
        [0, 0],
        [1, 2000],
      ] as const) {
        random.mockReturnValue(share);
        expect(beforeReadingAgain(resyncReason)).toBe(ms);
      }
      random.mockRestore();
    },
  );

  it('asks for a new token when its token is refused', async () => {
    const { url, asked } = await serve([{ items: [event('1')], code: 4403 }, { items: [event('2')] }]);
    const refusals: (string | undefined)[] = [];
    const tokens = ['stale', 'first', 'second'];
    const token = (refused: string | undefined) => {
      refusals.push(refused);
      return tokens[refusals.length - 1] ?? '';
    };
    await followed(url, 2, {}, { token });
    expect(refusals).toEqual([undefined, 'stale', 'first']);
    expect(asked.map(({ token }) => token)).toEqual(['Bearer first', 'Bearer second']);
  });

  it('asks again for a token when that failed', async () => {
    const { url } = await serve([{ items: [event('1')] }]);
    let calls = 0;
    const token = async () => {
      calls += 1;
      if (calls === 1) throw new Error('the sign-in does not answer');
      return 'good';
    };
    await followed(url, 1, {}, { token });
    expect(calls).toBe(2);
  });

  it.each([
    ['there is only one', 'stale'],
    ['the same one is given', () => 'stale'],
    ['none is given', (refused?: string) => (refused === undefined ? 'stale' : null)],
  ])('ends with TokenRefused when the token is refused and %s', async (_name, token) => {
    const { url } = await serve([]);
    await expect(followed(url, 1, {}, { token })).rejects.toMatchObject({
      name: 'TokenRefused',
      message: 'closed with 4403 Forbidden',
      code: 4403,
    });
  });

  it.each([
    ['subscription ($after: String) { nothing(after: $after) }', 'SubscriptionRefused', /Cannot query field/],
    ['subscription { ticketEvents { __typename } }', 'TypeError', /needs the variable \$after/],
    [
      'subscription ($after: String) { ticketEvents(after: $after) { __typename } }',
      'TypeError',
      /cursor on every item/,
    ],
  ])('ends with a typed error for the document %s', async (query, name, message) => {
    const { url } = await serve([{ items: [{ __typename: 'TicketEvent' } as Item] }]);
    const error = await followed(url, 1, { query }).catch((e: unknown) => e);
    expect(error).toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it.each([4400, 4429, 1009])('ends with ConnectionClosed when the server closes with %i', async (code) => {
    const { url } = await serve([{ items: [at('1')], code }]);
    await expect(followed(url, 1)).rejects.toMatchObject({ name: 'ConnectionClosed', code });
  });

  it('ends with the error of its handler, and keeps the cursor before that event', async () => {
    const { url } = await serve([{ items: [at('1'), event('2')] }]);
    const mine = new Error('mine');
    const failing = subscribe(url, {
      onItem: ({ __typename }) => (__typename === 'TicketEvent' ? Promise.reject(mine) : undefined),
    });
    await expect(failing.done).rejects.toBe(mine);
    expect(failing.cursor).toBe('1');
  });

  it('waits longer and longer for a server that does not run, and stops on its signal', async () => {
    const waits: number[] = [];
    const stop = new AbortController();
    const onRetry = (_reason: Error, waitMs: number) => {
      waits.push(waitMs);
      if (waits.length === 4) stop.abort();
    };
    await subscribe('http://127.0.0.1:9/graphql', { signal: stop.signal }, { onRetry }).done;
    expect(waits.map((ms, attempt) => ms >= 50 * 2 ** attempt && ms <= 100 * 2 ** attempt)).toEqual(
      Array(4).fill(true),
    );
  });

  it('receives no more than it can keep, and gets the rest again', async () => {
    const all = Array.from({ length: 5000 }, (_, n) => String(n + 1));
    const { url, asked } = await serve(
      Array.from({ length: 10 }, () => ({
        items: (after: string | null) => all.slice(Number(after)).map(event),
      })),
    );
    const handled: string[] = [];
    const done = Promise.withResolvers<void>();
    const following = subscribe(url, {
      onItem: async ({ cursor }) => {
        handled.push(cursor);
        if (cursor === '1') await new Promise((resolve) => setTimeout(resolve, 300));
        if (cursor === all.at(-1)) done.resolve();
      },
    });
    await done.promise;
    expect(handled).toEqual(all);
    expect(asked.length).toBeGreaterThan(1);
    expect(following.duplicates).toBe(0);
  });

  it('has one connection for all subscriptions, and none after the last one', async () => {
    const { url, sockets } = await serve([{ items: [event('1')] }, { items: [event('1')] }]);
    const live = new LiveConnection({ url, token: 'good' });
    const came: string[] = [];
    const both = ['a', 'b'].map((name) =>
      follow(live, { query, onItem: () => void came.push(name), onResync: () => undefined }),
    );
    await vi.waitFor(() => expect(came.toSorted()).toEqual(['a', 'b']));
    expect(sockets.size).toBe(1);
    for (const { stop } of both) stop();
    await vi.waitFor(() => expect(sockets.size).toBe(0));
  });
});
