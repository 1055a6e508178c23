import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../server/app.js';
import { Client } from '../harness/client.js';
import { newcomer, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket, ticketEvents } from '../live/support.js';

let world: World;
let second: App;
beforeAll(async () => {
  world = await startWorld();
  second = await world.another();
});
afterAll(() => world.stop());

const clientOf = (server: { url: string }, token: string | null) => new Client(() => server.url, token ?? '');

const renewal = 'mutation { renewSession { token expiresAt errors { __typename code message path } } }';
const me = '{ viewer { id } }';

async function renewed(client: Client): Promise<{ token: string; expiresAt: string }> {
  const { renewSession } = await client.ok(renewal);
  expect(renewSession).toMatchObject({ errors: [] });
  return renewSession;
}

/** A new session of a new agent. It ends `within` milliseconds, unless it is renewed. */
async function session(within?: number): Promise<Client> {
  const client = await (await newcomer(world)).signIn();
  if (within !== undefined)
    await world.rows(`update sessions set expires_at = now() + interval '${within} milliseconds'
      where user_id = (select user_id from sessions order by created_at desc limit 1)`);
  return client;
}

const refusalOf = async (server: { url: string }, token: string | null) =>
  (await clientOf(server, token).refused(me)).extensions;

describe('a session that is renewed', () => {
  it('expires later, and its new token works on every server', async () => {
    const client = await session(60_000);
    const { token, expiresAt } = await renewed(client);
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now() + 11 * 3_600_000);
    for (const server of [world, second])
      expect((await clientOf(server, token).ok(me)).viewer).not.toBeNull();
  });

  it('keeps its former token until the new one is used, and then ends it on every server', async () => {
    const client = await session();
    const there = clientOf(second, client.token);
    await report(there);
    const { token } = await renewed(client);
    await client.ok(me);
    await report(there);
    await world.withToken(token).ok(me);
    for (const server of [world, second])
      expect(await refusalOf(server, client.token)).toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'INVALID',
      });
    // Also where the former token is remembered, and the first packet of a mutation authenticates.
    const payload = { type: 'INCIDENT', subject: 'Late', description: 'Too late.' };
    const error = await there.refused(
      'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { errors { code } } }',
      { input: payload },
    );
    expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('gives its token to the last of several calls, so that a lost answer locks nobody out', async () => {
    const client = await session();
    const [first, last] = [await renewed(client), await renewed(client)];
    expect(await refusalOf(world, first.token)).toMatchObject({ reason: 'INVALID' });
    expect((await world.withToken(last.token).ok(me)).viewer).not.toBeNull();
  });

  it('is the same session in the list', async () => {
    const client = await session();
    const list = '{ sessions(filter: { active: true }) { nodes { id expiresAt current } } }';
    const before = (await client.ok(list)).sessions.nodes;
    const { token, expiresAt } = await renewed(client);
    const after = (await world.withToken(token).ok(list)).sessions.nodes;
    expect(after).toEqual(before.map((one: object) => ({ ...one, expiresAt })));
  });

  it('keeps its WebSockets open beyond their first end: they go on to receive, and to change', async () => {
    const client = await session(2500);
    const other = await session(2500);
    const [socket, left] = [
      await new RawSocket(second.url).connect(client.token),
      await new RawSocket(second.url).connect(other.token),
    ];
    socket.subscribe('live', ticketEvents);
    await socket.message(({ id, type }) => id === 'live' && type === 'next');
    const { token } = await renewed(client);
    await world.withToken(token).ok(me);
    expect(await left.closed).toEqual({ code: 4403 });
    expect(await left.reason).toBe('EXPIRED');
    const ticketId = await report(world.withToken(token));
    await socket.message((message) => JSON.stringify(message).includes(ticketId.id ?? ticketId));
    socket.subscribe('change', 'mutation { createTeam(input: { name: "Not mine" }) { errors { code } } }');
    const answer = await socket.message(({ id, type }) => id === 'change' && type === 'next');
    expect(answer).toMatchObject({ payload: { data: { createTeam: { errors: [{ code: 'FORBIDDEN' }] } } } });
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    // Signing out ends it with the reason.
    await world.withToken(token).ok('mutation { signOut { signedOut } }');
    expect(await socket.reason).toBe('REVOKED');
  });

  it('tells its WebSockets when its user is deactivated', async () => {
    const somebody = await newcomer(world);
    const client = await somebody.signIn();
    const socket = await new RawSocket(world.url).connect(client.token);
    await (await world.as('admin')).done('deactivateUser', { userId: somebody.id }, '__typename');
    expect(await socket.closed).toEqual({ code: 4403 });
    expect(['DEACTIVATED', 'REVOKED']).toContain(await socket.reason);
  });
});

describe('a renewal', () => {
  it('is refused for an API key, and changes nothing', async () => {
    const key = await program(world, ['TICKETS_READ']);
    expect(await refusedWith(world, key, 'renewSession', {})).toMatchObject({ __typename: 'ForbiddenError' });
  });

  it('is refused without a token', async () => {
    const { extensions } = await world.anonymous().refused(renewal);
    expect(extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'NO_TOKEN' });
  });

  it('is refused for a session that has ended', async () => {
    const client = await session();
    await client.ok('mutation { signOut { signedOut } }');
    expect((await client.refused(renewal)).extensions).toMatchObject({ reason: 'REVOKED' });
  });

  it('ends 30 days after signing in', async () => {
    const client = await session();
    const age = (interval: string) =>
      world.rows(`update sessions set created_at = now() - interval '${interval}', expires_at = now() + interval '1 minute'
        where id = (select id from sessions order by created_at desc limit 1)`);
    await age('29 days 23 hours');
    const { token, expiresAt } = await renewed(client);
    expect(new Date(expiresAt).getTime()).toBeLessThan(Date.now() + 3_600_000);
    const again = world.withToken(token);
    await again.ok(me);
    await world.rows(
      `update sessions set created_at = now() - interval '31 days' where expires_at = '${expiresAt}'`,
    );
    expect(await refusedWith(world, again, 'renewSession', {})).toMatchObject({
      __typename: 'ValidationError',
      rule: 'RENEWAL_OVER',
      path: ['input'],
    });
  });
});
