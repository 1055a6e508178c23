import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, newcomer, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let requester: Client;
let gateway: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(admin);
  gateway = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE', 'COMMENTS_ON_BEHALF']);
});
afterAll(() => world.stop());

const fields = 'comment { visibility author { ... on User { name } } } ticket { status }';
const reply = (ticketId: string, more: object = {}) => ({
  ticketId,
  body: 'It still jams.',
  onBehalfOfId: names.users.requester,
  ...more,
});

describe('a comment of a program on behalf of a user', () => {
  it("is the user's comment: it resumes a ticket that waits for them, and reopens a resolved one", async () => {
    const { id } = await report(requester);
    await agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_REQUESTER' }, '__typename');
    const comment = { visibility: 'PUBLIC', author: { name: 'Rosa Requester' } };
    expect(await gateway.done('addComment', reply(id), fields)).toMatchObject({
      comment,
      ticket: { status: 'NEW' },
    });
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    expect(await gateway.done('addComment', reply(id), fields)).toMatchObject({
      comment,
      ticket: { status: 'INVESTIGATING' },
    });
    const { ticket } = await agent.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 1) { nodes { ... on TicketEvent {
        type actor { ... on User { name } } } } } } }`,
      { id },
    );
    expect(ticket.timeline.nodes).toEqual([{ type: 'TICKET_REOPENED', actor: { name: 'Rosa Requester' } }]);
  });

  it('reopens nothing when it is automatic', async () => {
    const { id } = await report(requester);
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    expect(await gateway.done('addComment', reply(id, { automatic: true }), fields)).toMatchObject({
      ticket: { status: 'RESOLVED' },
    });
  });

  it('records the program as well, which can edit the comment', async () => {
    const { id } = await report(requester);
    const { commentId } = await gateway.done('addComment', reply(id), 'commentId');
    await gateway.done('editComment', { commentId, body: 'It jams.' }, '__typename');
    const [event] = await world.rows<{ user: boolean; key: boolean }>(
      "select actor_user_id is not null as user, actor_key_id is not null as key from events where type = 'COMMENT_ADDED' order by number desc limit 1",
    );
    expect(event).toEqual({ user: true, key: true });
  });

  it('needs a scope of its own: neither people, other programs nor imports can name a user', async () => {
    const { id } = await report(requester);
    const scope = { __typename: 'ForbiddenError', reason: 'SCOPE', path: ['input', 'onBehalfOfId'] };
    for (const client of [
      requester,
      agent,
      admin,
      await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT']),
    ])
      expect(await refusedWith(world, client, 'addComment', reply(id))).toMatchObject(scope);
    const mute = await program(world, ['TICKETS_READ', 'COMMENTS_ON_BEHALF']);
    expect(await refusedWith(world, mute, 'addComment', reply(id))).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'SCOPE',
      path: ['input', 'ticketId'],
    });
    const both = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE', 'COMMENTS_ON_BEHALF', 'IMPORT']);
    const past = { import: { occurredAt: new Date() } };
    expect(await refusedWith(world, both, 'addComment', reply(id, past))).toMatchObject({
      rule: 'CONTRADICTION',
      path: ['input', 'onBehalfOfId'],
    });
  });

  it('needs an active user who can see the ticket, and is public', async () => {
    const { id } = await report(requester);
    const missing = { __typename: 'NotFoundError', path: ['input', 'onBehalfOfId'] };
    const { id: gone } = await newcomer(world, 'AGENT');
    await admin.done('deactivateUser', { userId: gone }, '__typename');
    const { viewer } = await (await world.as('outsider@example.org')).ok('{ viewer { ... on User { id } } }');
    for (const onBehalfOfId of [names.users.requester2, gone, viewer.id, id])
      expect(await refusedWith(world, gateway, 'addComment', reply(id, { onBehalfOfId }))).toMatchObject(
        missing,
      );
    const note = reply(id, { visibility: 'INTERNAL' });
    expect(await refusedWith(world, gateway, 'addComment', note)).toMatchObject({
      rule: 'PUBLIC',
      path: ['input', 'visibility'],
    });
    await gateway.done('addComment', reply(id, { onBehalfOfId: names.users.agent2 }), '__typename');
  });
});

describe('what a requester reports', () => {
  const given = { subject: 'A disk', description: 'A new one.' };

  it.each(['CHANGE_REQUEST', 'PROBLEM'])('is no %s', async (type) => {
    expect(await refusedWith(world, requester, 'createTicket', { ...given, type })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'type'],
    });
    await report(agent, { type, requesterId: names.users.requester });
  });

  it('comes by the channels PORTAL and API', async () => {
    const by = (channel: string) => ({ ...given, type: 'INCIDENT', channel });
    for (const channel of ['EMAIL', 'PHONE', 'MONITORING'])
      expect(await refusedWith(world, requester, 'createTicket', by(channel))).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: ['input', 'channel'],
      });
    for (const channel of ['PORTAL', 'API']) await report(requester, { channel });
    await report(agent, { channel: 'PHONE' });
  });
});
