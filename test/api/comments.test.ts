import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, program, rawId, refusedWith, report, ticketFields } from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
});
afterAll(() => world.stop());

const fields =
  'comment { id visibility body version editedAt author { ... on User { name } ... on Integration { name } } attachments { fileName visibility } }';
const say = async (client: Client, ticketId: string, input: Record<string, unknown> = {}) =>
  (await client.done('addComment', { ticketId, body: 'Hello', ...input }, fields)).comment;
const versionOf = async (ticketId: string) =>
  (await admin.ok('query ($id: ID!) { ticket(id: $id) { version updatedAt } }', { id: ticketId })).ticket;

describe('adding a comment', () => {
  it('makes it public unless the input says otherwise, and increments the version of the ticket', async () => {
    const ticket = await report(requester);
    const payload = await requester.done(
      'addComment',
      { ticketId: ticket.id, body: '  **Still** jams. ' },
      `${fields} ticket { version }`,
    );
    expect(payload.comment).toMatchObject({
      visibility: 'PUBLIC',
      body: '  **Still** jams.',
      version: 1,
      editedAt: null,
      author: { name: 'Rosa Requester' },
      attachments: [],
    });
    expect(payload.ticket.version).toBe(2);
  });

  it("as an internal note changes neither the ticket's version nor its updatedAt", async () => {
    const ticket = await report(requester);
    const note = await say(agent, ticket.id, { visibility: 'INTERNAL' });
    await agent.done('editComment', { commentId: note.id, body: 'Better words' }, fields);
    expect(await versionOf(ticket.id)).toEqual({ version: 1, updatedAt: ticket.updatedAt });
  });

  it('is allowed to agents of other teams, also as an internal note where they can read notes', async () => {
    const ticket = await report(requester);
    expect((await say(agent2, ticket.id)).author).toEqual({ name: 'Tomás Agent' });
    const note = { ticketId: ticket.id, body: 'x', visibility: 'INTERNAL' };
    expect((await say(agent2, ticket.id, { visibility: 'INTERNAL' })).author).toEqual({
      name: 'Tomás Agent',
    });
    expect(await refusedWith(world, requester, 'addComment', note)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'visibility'],
    });
    expect(await refusedWith(world, requester2, 'addComment', note)).toMatchObject({
      __typename: 'NotFoundError',
      id: ticket.id,
    });
  });

  it('accepts 1 to 50,000 characters', async () => {
    const ticket = await report(requester);
    const refused = (body: string) =>
      refusedWith(world, requester, 'addComment', { ticketId: ticket.id, body });
    expect(await refused('')).toMatchObject({ rule: 'REQUIRED', path: ['input', 'body'] });
    expect(await refused(' \n ')).toMatchObject({ rule: 'REQUIRED', path: ['input', 'body'] });
    expect(await refused('x'.repeat(50_001))).toMatchObject({
      rule: 'TOO_LONG',
      path: ['input', 'body'],
    });
    await say(requester, ticket.id, { body: 'x'.repeat(50_000) });
  });

  it("attaches the author's completed uploads, which are as visible as the comment", async () => {
    const ticket = await report(requester);
    const file = await attachText(agent, ticket.id, 'a trace');
    const note = await say(agent, ticket.id, { visibility: 'INTERNAL', attachmentIds: [file] });
    expect(note.attachments).toEqual([{ fileName: 'trace.txt', visibility: 'INTERNAL' }]);
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await requester.ok(query, { id: file })).node).toBeNull();
    await agent.done('setCommentVisibility', { commentId: note.id, visibility: 'PUBLIC' }, 'comment { id }');
    expect((await requester.ok(query, { id: file })).node).toEqual({ id: file });
  });

  it('refuses uploads of another user, of another ticket or of another comment, and an internal file on a public comment', async () => {
    const [ticket, other] = [await report(requester), await report(requester)];
    const own = await attachText(agent, ticket.id, 'mine');
    const foreign = await attachText(requester, ticket.id, 'not mine');
    const elsewhere = await attachText(agent, other.id, 'elsewhere');
    const secret = await attachText(agent, ticket.id, 'secret', { visibility: 'INTERNAL' });
    const refused = (id: string) =>
      refusedWith(world, agent, 'addComment', { ticketId: ticket.id, body: 'x', attachmentIds: [id] });
    const path = ['input', 'attachmentIds', '0'];
    expect(await refused(foreign)).toMatchObject({ __typename: 'NotFoundError', path, id: foreign });
    expect(await refused(elsewhere)).toMatchObject({ rule: 'STATE', path });
    expect(await refused(secret)).toMatchObject({ rule: 'VISIBILITY', path });
    await say(agent, ticket.id, { attachmentIds: [own] });
    expect(await refused(own)).toMatchObject({ rule: 'STATE', path });
  });
});

describe('editing a comment', () => {
  it('is for its author and for administrators, and increments its version', async () => {
    const ticket = await report(requester);
    const comment = await say(requester, ticket.id);
    const { comment: edited } = await requester.done(
      'editComment',
      { commentId: comment.id, body: 'Hello again', expectedVersion: 1 },
      fields,
    );
    expect(edited).toMatchObject({ body: 'Hello again', version: 2 });
    expect(edited.editedAt).not.toBeNull();
    const input = { commentId: comment.id, body: 'Corrected' };
    expect(await refusedWith(world, agent, 'editComment', input)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'NOT_AUTHOR',
      path: ['input', 'commentId'],
    });
    expect(await refusedWith(world, requester2, 'editComment', input)).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect((await admin.done('editComment', input, fields)).comment).toMatchObject({
      version: 3,
      author: { name: 'Rosa Requester' },
    });
  });

  it('changes nothing with the same body, returns a conflict for an old version, and is refused with an empty body', async () => {
    const ticket = await report(requester);
    const comment = await say(requester, ticket.id);
    const edit = { commentId: comment.id, body: 'Hello' };
    await changingNothing(world, () => requester.done('editComment', edit, fields));
    expect(await refusedWith(world, requester, 'editComment', { ...edit, expectedVersion: 5 })).toMatchObject(
      {
        __typename: 'ConflictError',
        currentVersion: 1,
        current: { __typename: 'Comment', id: comment.id },
      },
    );
    expect(await refusedWith(world, requester, 'editComment', { ...edit, body: ' ' })).toMatchObject({
      rule: 'REQUIRED',
      path: ['input', 'body'],
    });
  });

  it('keeps no copy of the previous body', async () => {
    const ticket = await report(requester);
    const comment = await say(requester, ticket.id, { body: 'my-password-was-here' });
    await requester.done('editComment', { commentId: comment.id, body: 'Gone' }, fields);
    for (const table of ['events', 'comments', 'idempotency_records']) {
      const rows = await world.rows(`select 1 from ${table} t where t::text like '%my-password%'`);
      expect({ table, rows }).toEqual({ table, rows: [] });
    }
  });
});

describe('the visibility of a comment', () => {
  it('is changed by agents who may work the ticket', async () => {
    const ticket = await report(requester);
    const comment = await say(requester, ticket.id);
    const input = { commentId: comment.id, visibility: 'INTERNAL' };
    for (const [client, reason] of [
      [requester, 'ROLE'],
      [agent2, 'NOT_IN_TEAM'],
    ] as const)
      expect(await refusedWith(world, client, 'setCommentVisibility', input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason,
        path: ['input', 'commentId'],
      });
    expect((await agent.done('setCommentVisibility', input, fields)).comment).toMatchObject({
      visibility: 'INTERNAL',
      version: 2,
    });
    await changingNothing(world, () => agent.done('setCommentVisibility', input, fields));
    // Its author no longer sees it and cannot change it.
    expect(
      await refusedWith(world, requester, 'editComment', { commentId: comment.id, body: 'x' }),
    ).toMatchObject({ __typename: 'NotFoundError', id: comment.id });
  });

  it('is changed with the expected version', async () => {
    const ticket = await report(requester);
    const comment = await say(requester, ticket.id);
    expect(
      await refusedWith(world, agent, 'setCommentVisibility', {
        commentId: comment.id,
        visibility: 'INTERNAL',
        expectedVersion: 2,
      }),
    ).toMatchObject({ __typename: 'ConflictError', currentVersion: 1 });
  });
});

describe('an API key', () => {
  it('comments with the scope, as the author', async () => {
    const ticket = await report(requester);
    const commenting = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE'], { name: 'The bridge' });
    expect((await say(commenting, ticket.id)).author).toEqual({ name: 'The bridge' });
    const reading = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    expect(await refusedWith(world, reading, 'addComment', { ticketId: ticket.id, body: 'x' })).toMatchObject(
      {
        __typename: 'ForbiddenError',
        reason: 'SCOPE',
        message: 'The API key does not have the scope COMMENTS_WRITE.',
      },
    );
  });
});

describe('the timeline', () => {
  it('has comments and events in one order, limited to what the viewer may see', async () => {
    const ticket = await report(requester);
    await say(requester, ticket.id, { body: 'First' });
    await agent.done('startInvestigation', { ticketId: ticket.id }, ticketFields);
    await say(agent, ticket.id, { body: 'Note', visibility: 'INTERNAL' });
    await say(agent, ticket.id, { body: 'Second' });
    const query = `query ($id: ID!) { ticket(id: $id) { timeline { totalCount nodes {
      ... on Comment { body } ... on TicketEvent { type } } } } }`;
    const visibleTexts = async (client: Client) =>
      (await client.ok(query, { id: ticket.id })).ticket.timeline.nodes.map(
        (node: { body?: string; type?: string }) => node.body ?? node.type,
      );
    const open = ['TICKET_CREATED', 'First', 'INVESTIGATION_STARTED', 'Second'];
    expect(await visibleTexts(requester)).toEqual(open);
    expect(await visibleTexts(agent)).toEqual([...open.slice(0, 3), 'Note', 'Second']);
  });
});

describe('what a user has read of a ticket', () => {
  const shown = `query ($id: ID!, $after: String) { ticket(id: $id) { version updatedAt viewerHasUnread viewerReadCursor
    timeline(after: $after) { totalCount edges { cursor node { ... on Comment { body } } } } } }`;
  const seen = async (client: Client, id: string, after: string | null = null) =>
    (await client.ok(shown, { id, after })).ticket;
  const mark = (client: Client, ticketId: string, input: object = {}) =>
    client.done(
      'markTicketRead',
      { ticketId, ...input },
      'eventCursor ticket { viewerHasUnread viewerReadCursor }',
    );

  it('is everything until now; the ticket and its timeline stay as they are', async () => {
    const { id } = await report(requester);
    expect(await seen(requester, id)).toMatchObject({ viewerHasUnread: false, viewerReadCursor: null });
    const before = await seen(agent, id);
    expect(before).toMatchObject({ viewerHasUnread: true, viewerReadCursor: null });
    const last = before.timeline.edges.at(-1).cursor;
    expect(await mark(agent, id)).toMatchObject({
      eventCursor: null,
      ticket: { viewerHasUnread: false, viewerReadCursor: last },
    });
    expect(await seen(agent, id)).toEqual({ ...before, viewerHasUnread: false, viewerReadCursor: last });
    expect(await seen(agent2, id)).toMatchObject({ viewerHasUnread: true, viewerReadCursor: null });
    await say(requester, id, { body: 'Still.' });
    const { viewerHasUnread, viewerReadCursor } = await seen(agent, id);
    expect([viewerHasUnread, viewerReadCursor]).toEqual([true, last]);
    expect((await seen(agent, id, viewerReadCursor)).timeline.edges).toMatchObject([
      { node: { body: 'Still.' } },
    ]);
  });

  it('is up to a place that the user names, and never moves back', async () => {
    const { id } = await report(requester);
    for (const body of ['One', 'Two']) await say(requester, id, { body });
    const [, one, two] = (await seen(agent, id)).timeline.edges.map(
      ({ cursor }: { cursor: string }) => cursor,
    );
    expect((await mark(agent, id, { cursor: one })).ticket).toEqual({
      viewerHasUnread: true,
      viewerReadCursor: one,
    });
    const { tickets } = await agent.ok('{ tickets(first: 0) { eventCursor } }');
    const all = { viewerHasUnread: false, viewerReadCursor: two };
    expect((await mark(agent, id, { cursor: tickets.eventCursor })).ticket).toEqual(all);
    expect((await mark(agent, id, { cursor: one })).ticket).toEqual(all);
  });

  it('shows nothing of what is hidden', async () => {
    const { id } = await report(requester);
    await mark(requester, id);
    const before = await seen(requester, id);
    await say(agent, id, { visibility: 'INTERNAL' });
    expect(await seen(requester, id)).toEqual(before);
    await mark(requester, id);
    expect(await seen(requester, id)).toEqual(before);
    const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    expect(await seen(key, id)).toMatchObject({ viewerHasUnread: false, viewerReadCursor: null });
  });

  it('needs a cursor of events', async () => {
    const { id } = await report(requester);
    const refused = await refusedWith(world, agent, 'markTicketRead', { ticketId: id, cursor: 'page 2' });
    expect(refused).toMatchObject({ rule: 'FORMAT', path: ['input', 'cursor'] });
  });

  it('is remembered for the last 2,000 tickets of each user', async () => {
    const { id } = await report(requester);
    await mark(agent, id);
    await mark(agent2, id);
    await world.rows(
      `with copies as (insert into tickets select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000000 + i))).*
         from tickets t, generate_series(1, 2000) i where t.id = $1 returning organisation_id, id)
       insert into read_marks select c.organisation_id, u.id, c.id, 1000000 from copies c
         join users u on u.organisation_id = c.organisation_id and u.email = 'agent@example.com'`,
      [rawId(id)],
    );
    const { id: other } = await report(requester);
    await mark(agent, other);
    const marks = await world.rows(
      'select u.email, count(*)::int from read_marks m join users u on u.id = m.user_id group by 1',
    );
    expect(marks).toContainEqual({ email: 'agent@example.com', count: 2000 });
    expect(await seen(agent, id)).toMatchObject({ viewerReadCursor: null });
    expect((await seen(agent2, id)).viewerReadCursor).not.toBeNull();
  });
});
