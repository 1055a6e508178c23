import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { program, rawId, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let agent: Client;
let requester: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  requester = await world.as('requester');
});
afterAll(() => world.stop());

// The calls have keys, so that their idempotency records are searched too.
let keys = 0;
const keyed = () => {
  keys += 1;
  return { idempotencyKey: `redaction ${keys}` };
};
const say = async (client: Client, ticketId: string, body: string): Promise<string> =>
  (await client.done('addComment', { ticketId, body, ...keyed() }, 'commentId comment { body }')).commentId;
const edit = (client: Client, commentId: string, body: string) =>
  client.done('editComment', { commentId, body, ...keyed() }, 'comment { body }');
const commentOf = async (client: Client, id: string) =>
  (
    await client.ok(
      `query ($id: ID!) { node(id: $id) { ... on Comment { body version redactedAt redactedBy { ... on User { name } }
        edits { body editedAt editedBy { ... on User { name } } } } } }`,
      { id },
    )
  ).node;

/** The tables that have a text anywhere in a row. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await world.rows<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await world.rows(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [
      text,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('the former texts of a comment', () => {
  it('are kept with who replaced them, for readers of internal notes only', async () => {
    const { id } = await report(requester);
    const comment = await say(requester, id, 'The first text.');
    await edit(requester, comment, 'The second text.');
    await edit(admin, comment, 'The third text.');
    const former = [
      { body: 'The second text.', editedAt: expect.any(String), editedBy: { name: 'Ada Admin' } },
      { body: 'The first text.', editedAt: expect.any(String), editedBy: { name: 'Rosa Requester' } },
    ];
    for (const client of [agent, admin, await program(world, ['TICKETS_READ'])])
      expect(await commentOf(client, comment)).toMatchObject({ body: 'The third text.', edits: former });
    expect(await commentOf(requester, comment)).toMatchObject({ body: 'The third text.', edits: [] });
  });
});

describe('the redaction of a comment', () => {
  it('removes the text and its former texts from every table, and records who did it and why', async () => {
    const { id } = await report(requester);
    const comment = await say(requester, id, 'My password is hunter2-first.');
    await edit(requester, comment, 'My password is hunter2-second.');
    expect(await tablesWith('hunter2')).toEqual(['comment_edits', 'comments']);
    await admin.done('redactComment', { commentId: comment, reason: 'A password.' }, '__typename');
    expect(await tablesWith('hunter2')).toEqual([]);
    for (const client of [admin, requester])
      expect(await commentOf(client, comment)).toEqual({
        body: '[redacted]',
        version: 3,
        redactedAt: expect.any(String),
        redactedBy: { name: 'Ada Admin' },
        edits: [],
      });
    const { ticket } = await requester.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 1) { nodes { ... on TicketEvent {
        type commentId actor { ... on User { name } } changes { field from to } } } } } }`,
      { id },
    );
    expect(ticket.timeline.nodes).toEqual([
      {
        type: 'COMMENT_REDACTED',
        commentId: comment,
        actor: { name: 'Ada Admin' },
        changes: [{ field: 'REASON', from: null, to: 'A password.' }],
      },
    ]);
  });

  it('is possible on a closed ticket, by administrators with a reason', async () => {
    const { id } = await report(requester);
    const comment = await say(requester, id, 'A secret.');
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    await admin.done('closeTicket', { ticketId: id, closureSummary: 'It works.' }, '__typename');
    const input = { commentId: comment, reason: 'A secret.' };
    for (const client of [requester, agent])
      expect(await refusedWith(world, client, 'redactComment', input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: ['input', 'commentId'],
      });
    expect(await refusedWith(world, admin, 'redactComment', { ...input, reason: ' ' })).toMatchObject({
      rule: 'REQUIRED',
      path: ['input', 'reason'],
    });
    await admin.done('redactComment', input, '__typename');
  });
});

describe('the redaction of a description', () => {
  it('removes the present and all former texts from every table, also from stored events, and keeps the other changes', async () => {
    const { id } = await report(requester, { description: 'hunter3-first', ...keyed() });
    const change = { ticketId: id, description: 'hunter3-second', subject: 'It burns' };
    await agent.done('updateTicket', { ...change, ...keyed() }, 'ticket { description }');
    const other = await report(requester);
    await agent.done('updateTicket', { ticketId: other.id, description: 'Untouched' }, '__typename');
    expect(await tablesWith('hunter3')).toEqual(['events', 'tickets']);
    const input = { ticketId: id, description: 'It jams.', reason: 'A password.' };
    const { ticket } = await admin.done('redactDescription', input, 'ticket { description version }');
    expect(ticket).toEqual({ description: 'It jams.', version: 3 });
    expect(await tablesWith('hunter3')).toEqual([]);
    expect(await tablesWith('Untouched')).toEqual(['events', 'tickets']);
    const timeline = await requester.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 2) { nodes { ... on TicketEvent {
        type actor { ... on User { name } } changes { field from to } } } } } }`,
      { id },
    );
    expect(timeline.ticket.timeline.nodes).toEqual([
      {
        type: 'TICKET_UPDATED',
        actor: { name: 'Aisha Agent' },
        changes: [{ field: 'SUBJECT', from: 'The printer jams', to: 'It burns' }],
      },
      {
        type: 'DESCRIPTION_REDACTED',
        actor: { name: 'Ada Admin' },
        changes: [{ field: 'REASON', from: null, to: 'A password.' }],
      },
    ]);
  });

  it('reaches no ticket of another organisation', async () => {
    const outsider = await world.as('outsider@example.org');
    const { id } = await report(requester, { description: 'hunter4' });
    await agent.done('updateTicket', { ticketId: id, description: 'hunter4 again' }, '__typename');
    const input = { ticketId: id, description: 'Gone.', reason: 'A test.' };
    expect(await refusedWith(world, outsider, 'redactDescription', input)).toMatchObject({
      __typename: 'NotFoundError',
    });
    const [ticket] = await world.rows<{ organisation: string }>(
      'select organisation_id as organisation from tickets where id = $1',
      [rawId(id)],
    );
    // Without the organisation of the session, the function changes nothing.
    await world.rows('select redact_description($1, $2)', [ticket?.organisation, rawId(id)]);
    expect(await tablesWith('hunter4')).toEqual(['events', 'tickets']);
  });

  it('is for administrators', async () => {
    const { id } = await report(requester);
    const input = { ticketId: id, description: 'Gone.', reason: 'A test.' };
    expect(await refusedWith(world, agent, 'redactDescription', input)).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'ticketId'],
    });
  });
});
