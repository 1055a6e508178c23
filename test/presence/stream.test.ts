import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client, Subscription } from '../harness/client.js';
import { directory, report } from '../harness/desk.js';
import { freePort } from '../harness/free-port.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let requester: Client;
let agent: Client;
let agent2: Client;
let admin: Client;
let other: string;
beforeAll(async () => {
  world = await startWorld();
  [requester, agent, agent2, admin] = (await Promise.all(
    ['requester', 'agent', 'agent2', 'admin'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client];
  other = (await world.another()).url;
});
afterAll(() => world.stop());

let ticketId: string;
const open: Subscription[] = [];
beforeEach(async () => {
  for (const stream of open.splice(0)) stream.stop();
  ticketId = (await report(requester)).id;
});

const document = `subscription ($id: ID!, $after: String) { ticketPresence(ticketId: $id, after: $after) { __typename
  ... on StreamItem { cursor } ... on TicketGone { ticketId }
  ... on TicketPresence { ticketId presence { agentIsAnswering users { user { email } activity } } } } }`;
const follow = async (client: Client, after: string | null = null) => {
  const stream = client.subscribe(document, { id: ticketId, after });
  open.push(stream);
  await stream.until(({ items }) => items.length > 0);
  return stream;
};
const say = (client: Client, activity: string | null) =>
  client.done('setPresence', { ticketId, activity }, 'expiresAt');
/** The last presence of a stream. */
const last = (stream: Subscription) => {
  const item = stream.items.findLast(({ __typename }) => __typename === 'TicketPresence');
  const { agentIsAnswering, users } = item.presence;
  const people = users.map((one: { user: { email: string }; activity: string }) =>
    [one.user.email.split('@')[0], one.activity].join(' '),
  );
  return { agentIsAnswering, people };
};
const until = (stream: Subscription, people: string[], agentIsAnswering = false) =>
  stream.until(() => JSON.stringify(last(stream)) === JSON.stringify({ agentIsAnswering, people }));

describe('the presence at a ticket', () => {
  it('is sent at first, and whole after each change, on every server', async () => {
    await say(agent, 'VIEWING');
    const streams = [await follow(agent2), await follow(admin.at(other))];
    for (const stream of streams) expect(last(stream).people).toEqual(['agent VIEWING']);
    await say(agent2, 'ANSWERING');
    for (const stream of streams) await until(stream, ['agent VIEWING', 'agent2 ANSWERING'], true);
    // A renewal is no change.
    await say(agent, 'VIEWING');
    await say(agent2, null);
    for (const stream of streams) {
      await until(stream, ['agent VIEWING']);
      expect(stream.items.filter(({ __typename }) => __typename === 'TicketPresence')).toHaveLength(3);
    }
  });

  it('is sent within seconds on a server that no hints reach', async () => {
    const nowhere = new URL(world.environment.DATABASE_URL ?? '');
    nowhere.host = `127.0.0.1:${await freePort()}`;
    const { url } = await world.another({ DATABASE_DIRECT_URL: nowhere.href });
    const stream = await follow(admin.at(url));
    await say(agent, 'ANSWERING');
    await until(stream, ['agent ANSWERING'], true);
    await say(agent, null);
    await until(stream, []);
  });

  it('changes by itself when it is not renewed', async () => {
    await world.rows(
      `insert into presences select t.organisation_id, t.id, s.id, u.id, 'VIEWING', now(), now() + interval '1 second'
       from tickets t join users u on u.organisation_id = t.organisation_id and u.email = 'agent@example.com'
       join lateral (select id from sessions where user_id = u.id limit 1) s on true order by t.id desc limit 1`,
    );
    const stream = await follow(agent2);
    expect(last(stream).people).toEqual(['agent VIEWING']);
    await until(stream, []);
  });

  it('shows its requester only whether an agent is answering', async () => {
    const stream = await follow(requester);
    await say(agent, 'VIEWING');
    await say(agent2, 'ANSWERING');
    await until(stream, [], true);
    await say(agent2, null);
    await until(stream, []);
    const presences = stream.items.filter(({ __typename }) => __typename === 'TicketPresence');
    expect(presences).toHaveLength(3);
  });

  it('is given again when the stream is resumed', async () => {
    const stream = await follow(agent2);
    await say(agent, 'ANSWERING');
    await until(stream, ['agent ANSWERING'], true);
    const cursor = stream.items.at(-1).cursor;
    stream.stop();
    expect(last(await follow(agent2, cursor)).people).toEqual(['agent ANSWERING']);
    expect(last(await follow(agent2.at(other), 'unknown')).people).toEqual(['agent ANSWERING']);
  });

  it('ends when the viewer can no longer see the ticket, and shows nobody then', async () => {
    const ended = await follow(agent);
    const before = ended.items.length;
    const { queues } = await directory(admin);
    await admin.done('assignTicket', { ticketId, queueId: queues.Security }, 'eventCursor');
    await ended.until(({ ended: over }) => over !== undefined);
    expect(ended.items.slice(before)).toEqual([
      { __typename: 'TicketGone', cursor: expect.any(String), ticketId },
    ]);
    const refused = agent.subscribe(document, { id: ticketId, after: null });
    await refused.until(({ ended: over }) => over !== undefined);
    expect(JSON.stringify(refused.ended)).toContain('NOT_FOUND');
    const resumed = await follow(agent, ended.items[0].cursor);
    expect(resumed.items).toEqual([{ __typename: 'TicketGone', cursor: expect.any(String), ticketId }]);
  });
});
