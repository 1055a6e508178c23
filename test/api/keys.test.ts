import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let program: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  const { secret } = await admin.done(
    'createApiKey',
    { name: 'HR', scopes: ['TICKETS_READ', 'ADMINISTRATION'] },
    'secret',
  );
  program = world.withToken(secret);
});
afterAll(() => world.stop());

const codes = (payload: { errors: { code: string; reason?: string; rule?: string }[] }) =>
  payload.errors.map(({ code, reason, rule }) => [code, reason ?? rule]);

describe('an API key with ADMINISTRATION', () => {
  it('applies to the whole organisation and cannot be limited to queues', async () => {
    const { queues } = await admin.ok('{ queues { nodes { id } } }');
    const payload = await admin.mutate(
      'createApiKey',
      { name: 'Bound', scopes: ['ADMINISTRATION'], queueIds: [queues.nodes[0].id] },
      'secret apiKey { id }',
    );
    expect(payload).toMatchObject({ secret: null, apiKey: null });
    expect(codes(payload)).toEqual([['VALIDATION_FAILED', 'CONTRADICTION']]);
  });

  it('creates users who cannot sign in, and creates no administrators', async () => {
    const person = { name: 'New', email: 'new@example.com', role: 'AGENT' };
    const before = await world.rows('select count(*) from users');
    for (const input of [
      { ...person, password: 'long enough' },
      { ...person, role: 'ADMIN' },
    ]) {
      const payload = await program.mutate('createUser', input, 'user { id }');
      expect(payload.user).toBeNull();
      expect(codes(payload)).toEqual([['FORBIDDEN', 'SCOPE']]);
    }
    expect(await world.rows('select count(*) from users')).toEqual(before);
    await program.done('createUser', person, 'user { id }');
  });

  it('cannot change administrators', async () => {
    const { users } = await admin.ok('{ users(filter: { roles: [ADMIN] }) { nodes { id version } } }');
    const [{ id }] = users.nodes;
    for (const [mutation, input] of [
      ['updateUser', { userId: id, role: 'REQUESTER' }],
      ['updateUser', { userId: id, name: 'Somebody else' }],
      ['deactivateUser', { userId: id }],
    ] as const) {
      expect(codes(await program.mutate(mutation, input, 'user { id }'))).toEqual([['FORBIDDEN', 'SCOPE']]);
    }
    const after = await admin.ok('{ users(filter: { roles: [ADMIN] }) { nodes { id version } } }');
    expect(after.users).toEqual(users);
  });
});

describe('signing in', () => {
  it('with the right password, many times at once, does not lock the account', async () => {
    const input = { email: 'requester2@example.com', password: 'demo' };
    await Promise.all(Array.from({ length: 25 }, () => world.anonymous().mutate('signIn', input, 'token')));
    const { token } = await world.anonymous().done('signIn', input, 'token');
    expect(token).toMatch(/^tws_/);
  });
});

describe('a text of invisible characters', () => {
  it('is not valid as a subject or a reason', async () => {
    const agent = await world.as('agent');
    const payload = await agent.mutate(
      'createTicket',
      { type: 'OTHER', subject: '\u200b\u202e', description: '\ufeff' },
      'ticket { id }',
    );
    expect(payload.errors.map(({ path, rule }: { path: string[]; rule: string }) => [path[1], rule])).toEqual(
      [
        ['subject', 'REQUIRED'],
        ['description', 'REQUIRED'],
      ],
    );
  });
});

describe('a link to a ticket that the viewer cannot see', () => {
  it('is hidden, also in the changes of an event', async () => {
    const agent2 = await world.as('agent2');
    const requester = await world.as('requester');
    const security = await agent2.ok('{ tickets(filter: { labels: ["security"] }) { nodes { id } } }');
    const { ticket } = await requester.done(
      'createTicket',
      { type: 'OTHER', subject: 'Mine', description: 'x' },
      'ticket { id }',
    );
    await admin.done(
      'holdTicket',
      { ticketId: ticket.id, reason: 'AWAITING_PROBLEM', linkedTicketId: security.tickets.nodes[0].id },
      'ticket { id }',
    );
    const seen = await requester.ok(
      `query ($id: ID!) { ticket(id: $id) { hold { linkedTicket { id } } timeline { nodes { ... on TicketEvent { type changes { of field } } } } } }`,
      { id: ticket.id },
    );
    expect(seen.ticket.hold.linkedTicket).toBeNull();
    const held = seen.ticket.timeline.nodes.find(({ type }: { type: string }) => type === 'TICKET_HELD');
    expect(held.changes).toEqual([
      { of: 'TICKET', field: 'STATUS' },
      { of: 'TICKET_HOLD', field: 'REASON' },
    ]);
  });
});
