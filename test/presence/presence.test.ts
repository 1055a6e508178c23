import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let requester: Client;
let agent: Client;
let agent2: Client;
beforeAll(async () => {
  world = await startWorld();
  [requester, agent, agent2] = (await Promise.all(
    ['requester', 'agent', 'agent2'].map((name) => world.as(name)),
  )) as [Client, Client, Client];
});
afterAll(() => world.stop());

let ticketId: string;
beforeEach(async () => {
  ticketId = (await report(requester)).id;
});

const presence = 'presence { agentIsAnswering users { user { email } activity arrivedAt } }';
const seen = async (client: Client) =>
  (await client.ok(`query ($id: ID!) { ticket(id: $id) { ${presence} } }`, { id: ticketId })).ticket.presence;
const say = (client: Client, activity: string | null, id = ticketId) =>
  client.done(
    'setPresence',
    { ticketId: id, activity },
    `expiresAt eventCursor ticket { ${presence} version }`,
  );
const people = ({ users }: { users: { user: { email: string }; activity: string }[] }) =>
  users.map(({ user, activity }) => `${user.email.split('@')[0]} ${activity}`);
/** Lets time pass for what is stored. */
const later = (seconds: number) =>
  world.rows(
    'update presences set arrived_at = arrived_at - make_interval(secs => $1), expires_at = expires_at - make_interval(secs => $1)',
    [seconds],
  );

describe('who is at a ticket', () => {
  it('is shown to agents, and ends by itself after 30 seconds unless it is renewed', async () => {
    expect(await seen(agent)).toEqual({ agentIsAnswering: false, users: [] });
    const first = await say(agent, 'VIEWING');
    expect(first.eventCursor).toBeNull();
    const lease = Date.parse(first.expiresAt) - Date.parse(first.ticket.presence.users[0].arrivedAt);
    expect(lease).toBe(30_000);
    await say(agent2, 'ANSWERING');
    expect(people(await seen(agent))).toEqual(['agent VIEWING', 'agent2 ANSWERING']);
    await later(29);
    const [before] = (await seen(agent)).users;
    const renewed = await say(agent, 'VIEWING');
    expect(renewed.ticket.presence.users[0]).toEqual(before);
    await later(2);
    expect(people(await seen(agent))).toEqual(['agent VIEWING']);
    await later(30);
    expect(await seen(agent)).toEqual({ agentIsAnswering: false, users: [] });
    // The next call forgets what has ended.
    await say(agent, 'VIEWING');
    expect(await world.rows('select count(*)::int as count from presences')).toEqual([{ count: 1 }]);
  });

  it('ends when the user leaves, and the ticket stays as it is', async () => {
    const { version } = (await say(agent, 'ANSWERING')).ticket;
    const left = await say(agent, null);
    expect(left).toMatchObject({ expiresAt: null, ticket: { presence: { users: [] }, version } });
    const events = await world.rows(
      'select count(*)::int as count from events e join tickets t on t.id = e.ticket_id group by t.id order by t.id desc limit 1',
    );
    expect(events).toEqual([{ count: 1 }]);
  });

  it('is over all sessions of a user the most that one of them does', async () => {
    const { signIn } = await world
      .anonymous()
      .ok(
        'mutation { signIn(input: { email: "agent@example.com", password: "demo" }) { token errors { message } } }',
      );
    await say(world.withToken(signIn.token), 'ANSWERING');
    expect(people((await say(agent, 'VIEWING')).ticket.presence)).toEqual(['agent ANSWERING']);
    expect(people((await say(world.withToken(signIn.token), null)).ticket.presence)).toEqual([
      'agent VIEWING',
    ]);
  });

  it('shows a requester that an agent is answering, and not who is there', async () => {
    await say(agent, 'VIEWING');
    expect(await seen(requester)).toEqual({ agentIsAnswering: false, users: [] });
    await say(agent2, 'ANSWERING');
    expect(await seen(requester)).toEqual({ agentIsAnswering: true, users: [] });
  });

  it('does not count an agent as answering who requested the ticket', async () => {
    ticketId = (await report(agent)).id;
    await say(agent, 'ANSWERING');
    expect((await seen(agent2)).agentIsAnswering).toBe(false);
  });
});

describe('a user', () => {
  it('can be at 20 tickets, and leaving one makes place for another', async () => {
    const ids = [];
    for (let i = 0; i < 20; i += 1) ids.push((await report(requester)).id);
    const lead = await world.as('lead');
    for (const id of ids) await say(lead, 'VIEWING', id);
    // Renewing is no further ticket.
    await say(lead, 'ANSWERING', ids[3]);
    expect(await refusedWith(world, lead, 'setPresence', { ticketId, activity: 'VIEWING' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'TOO_MANY',
      path: ['input', 'ticketId'],
    });
    await say(lead, null, ids[0]);
    await say(lead, 'VIEWING');
  });
});
