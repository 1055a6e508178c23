import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ WS_SUBSCRIPTIONS_PER_ACTOR: '3' });
});
afterAll(() => world.stop());

const stream = 'subscription { ticketEvents { __typename } }';

describe('subscriptions of one user, over all WebSockets', () => {
  it('are limited in number; a completed one frees its place, and other users have their own limit', async () => {
    const token = (await world.as('requester')).token ?? '';
    const sockets = [world.withToken(token), world.withToken(token)];
    const running = [0, 1, 0].map((socket) => sockets[socket]?.subscribe(stream));
    for (const one of running) await one?.until((s) => s.items.length === 1);

    const refused = sockets[1]?.subscribe(stream);
    await refused?.until((s) => s.ended !== undefined);
    expect(refused?.results[0]?.errors?.[0]?.extensions).toMatchObject({
      code: 'DOCUMENT_LIMIT',
      limit: 'SUBSCRIPTIONS',
    });
    const other = (await world.as('requester2')).subscribe(stream);
    await other.until((s) => s.items[0]?.__typename === 'StreamPosition');

    running[0]?.stop();
    let next = sockets[1]?.subscribe(stream);
    // The server may still be processing the end of the first one.
    for (let i = 0; i < 50 && next?.items[0]?.__typename !== 'StreamPosition'; i += 1) {
      await next?.until((s) => s.ended !== undefined || s.items.length > 0);
      if (next?.ended !== undefined) next = sockets[1]?.subscribe(stream);
    }
    expect(next?.items[0]?.__typename).toBe('StreamPosition');
    await Promise.all(sockets.map((socket) => socket.close()));
  });
});
