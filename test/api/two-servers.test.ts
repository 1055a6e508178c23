import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, positionOf, ticketUpdated } from '../live/support.js';

const MOST = 4;

let world: World;
/** The URL of a second server with the same database. */
let second: string;

beforeAll(async () => {
  // No server looks at the log by itself: only hints of the other one wake it.
  world = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: String(MOST), LIVE_POLL_SECONDS: '3600' });
  const other = await world.another();
  second = other.url;
  const { hints } = world.app.services;
  await eventually(() => hints.state.peers + other.services.hints.state.peers === 2);
});
afterAll(() => world.stop());

describe('a change on one of two servers', () => {
  it('reaches subscribers of the other, in order and once', async () => {
    const agent = await world.as('agent');
    const ticket = await report(agent);
    const elsewhere = (await world.as('requester')).at(second);
    const position = await positionOf(agent);
    const stream = await follow(elsewhere, { after: position });
    const bodies = Array.from({ length: 30 }, (_, i) => `Said ${i}`);
    // Sent to both servers in turn: the event log gives the order.
    const { id } = await report(await world.as('requester'));
    for (const [i, body] of bodies.entries()) {
      const speaker = i % 2 ? agent : agent.at(second);
      await speaker.done('addComment', { ticketId: id, body }, 'comment { id }');
      await speaker.done(
        'addComment',
        { ticketId: ticket.id, body: 'Of no concern to them' },
        'comment { id }',
      );
    }
    const events = await stream.eventsUntil(bodies.length + 1);
    expect(events.map((event) => event.comment?.body)).toEqual([undefined, ...bodies]);
    stream.stop();
    await elsewhere.close();
  });

  it('reaches a subscriber that resumes on the other server after a cursor of the first', async () => {
    const agent = await world.as('agent');
    const { id } = await report(agent);
    const here = await follow(agent, { id }, ticketUpdated);
    await agent.done('addComment', { ticketId: id, body: 'First' }, 'comment { id }');
    const [first] = await here.eventsUntil(1);
    here.stop();
    await agent.done('addComment', { ticketId: id, body: 'Second' }, 'comment { id }');
    const there = agent.at(second);
    const stream = await follow(there, { id, after: first.cursor }, ticketUpdated);
    await agent.done('addComment', { ticketId: id, body: 'Third' }, 'comment { id }');
    const events = await stream.eventsUntil(2);
    expect(events.map(({ comment }) => comment.body)).toEqual(['Second', 'Third']);
    await there.close();
  });

  it('can be read on the other server as soon as it is answered', async () => {
    const agent = await world.as('agent');
    for (let i = 0; i < 20; i += 1) {
      const { id } = await report(i % 2 ? agent : agent.at(second));
      const reader = i % 2 ? agent.at(second) : agent;
      expect((await reader.ok('query ($id: ID!) { ticket(id: $id) { id } }', { id })).ticket).toEqual({ id });
    }
  });
});

describe('signing out on one of two servers', () => {
  it('ends the token and its subscriptions on the other at once', async () => {
    const here = await Client.signIn(() => world.url, 'agent@example.com', 'demo');
    const there = here.at(second);
    const stream = await follow(there);
    expect((await there.ok('{ viewer { __typename } }')).viewer).toEqual({ __typename: 'User' });
    expect(await here.ok('mutation { signOut { signedOut } }')).toEqual({ signOut: { signedOut: true } });
    expect((await there.refused('{ tickets { totalCount } }')).extensions?.code).toBe('UNAUTHENTICATED');
    await report(await world.as('requester'));
    await stream.until(({ ended }) => ended !== undefined);
    expect(stream.events).toEqual([]);
  });

  it('has the same effect as revoking an API key', async () => {
    const admin = await world.as('admin');
    const { secret, apiKey } = await admin.done(
      'createApiKey',
      { name: 'Two doors', scopes: ['TICKETS_READ'] },
      'secret apiKey { id }',
    );
    const there = world.withToken(secret).at(second);
    await there.ok('{ tickets { totalCount } }');
    await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, 'apiKey { id }');
    expect((await there.refused('{ tickets { totalCount } }')).extensions?.code).toBe('UNAUTHENTICATED');
  });
});

describe('failed sign-ins', () => {
  beforeAll(untilWindowIsYoung);

  it('are counted over both servers', async () => {
    const clients = [world.anonymous(), world.anonymous().at(second)] as const;
    const attempt = (i: number, password: string) =>
      (clients[i % 2] as Client).mutate('signIn', { email: 'requester2@example.com', password }, 'token');
    const failures = [];
    for (let i = 0; i < MOST; i += 1) failures.push((await attempt(i, 'wrong')).errors[0].code);
    expect(failures).toEqual(Array(MOST).fill('INVALID_CREDENTIALS'));
    for (const i of [0, 1]) expect((await attempt(i, 'demo')).errors[0].code).toBe('RATE_LIMITED');
  });
});
