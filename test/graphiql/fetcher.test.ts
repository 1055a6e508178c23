import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetcherOver } from '../../server/platform/graphiql/fetcher.js';
import { keptItems } from '../../server/platform/graphiql/kept-items.js';
import type { Item } from '../../server/platform/graphiql/subscription-items.js';
import { startWorld, type World } from '../harness/world.js';

describe('the connection of GraphiQL to the server', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const fetcher = () => {
    const socket = createClient({ url: `${world.url.replace('http', 'ws')}/graphql`, retryAttempts: 0 });
    return { socket, fetch: fetcherOver({ url: `${world.url}/graphql`, fetch, socket }) };
  };

  it('shows why a subscription is refused, and leaves no uncaught error', async () => {
    const uncaught: unknown[] = [];
    const listen = (error: unknown): void => void uncaught.push(error);
    process.on('unhandledRejection', listen);
    const { socket, fetch } = fetcher();
    const query = 'subscription { ticketEvents { __typename } }';
    const answers = keptItems((await fetch({ query })) as AsyncIterable<Item>, () => undefined);
    // A refusal that arrives before the reader starts is shown too.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const shown: Record<string, unknown>[] = [];
    for await (const answer of answers) shown.push(answer);
    process.off('unhandledRejection', listen);
    expect(shown.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(uncaught).toEqual([]);
    await socket.dispose();
  });

  it('sends a query over HTTP, also from a document with a subscription or with a mistake', async () => {
    const { fetch } = fetcher();
    const query = 'query Name { __typename } subscription Follow { ticketEvents { __typename } }';
    expect(await fetch({ query: 'query Name { __typename }', operationName: 'Name' })).toEqual({
      data: { __typename: 'Query' },
    });
    expect(await fetch({ query, operationName: 'Name' })).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await fetch({ query: '{ __typename' })).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
  });
});
