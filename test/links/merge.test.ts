import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, ticketEvents, ticketUpdated } from '../live/support.js';
import { changesOf, linksOf, seen, timelineOf } from './support.js';

let world: World;
let names: Directory;
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
  names = await directory(admin);
});
afterAll(() => world.stop());

const merge = (ticketId: string, intoTicketId: string, more: object = {}) =>
  agent.done('mergeTicket', { ticketId, intoTicketId, ...more }, 'ticket { status } intoTicket { status }');
const unmerge = (ticketId: string) => agent.done('unmergeTicket', { ticketId }, 'ticket { status }');
const say = (client: Client, ticketId: string, body: string, visibility = 'PUBLIC') =>
  client.done('addComment', { ticketId, body, visibility }, '__typename');

const process = `status statusCategory assignee { name } hold { reason heldAt heldFrom resumeAt note linkedTicket { number } }
  cancellation { reason duplicateOf { number } cancelledBy { ... on User { name } } }`;

describe('a reply on a merged ticket', () => {
  it('resumes the target if the target waits for its author, but not if it waits for someone else, and an internal note never does', async () => {
    const [source, target] = [await report(requester), await report(requester)];
    await merge(source.id, target.id);
    const hold = { ticketId: target.id, reason: 'AWAITING_REQUESTER' };
    await agent.done('holdTicket', hold, '__typename');
    const status = async () =>
      (await agent.ok('query ($id: ID!) { ticket(id: $id) { status } }', { id: target.id })).ticket.status;
    await say(agent, source.id, 'Still waiting.');
    await say(agent, source.id, 'A note.', 'INTERNAL');
    expect(await status()).toBe('ON_HOLD');
    await say(requester, source.id, 'It still jams.');
    expect(await status()).toBe('NEW');
    await agent.done('holdTicket', { ...hold, reason: 'AWAITING_VENDOR' }, '__typename');
    await say(requester, source.id, 'And now?');
    expect(await status()).toBe('ON_HOLD');
  });
});

describe('a merge', () => {
  it('cancels the source as a duplicate of the target, links both, and moves no comments', async () => {
    const [source, target] = [await report(requester), await report(requester)];
    await say(requester, source.id, 'It smells, too.');
    const input = {
      ticketId: source.id,
      intoTicketId: target.id,
      reason: 'The same printer',
      idempotencyKey: 'merge-1',
    };
    const selection = `ticket { ${process} comments { totalCount } } intoTicket { number status version comments { totalCount } }`;
    const payload = await agent.mutate('mergeTicket', input, selection);
    expect(payload).toMatchObject({
      ticket: {
        status: 'CANCELLED',
        cancellation: {
          reason: 'The same printer',
          duplicateOf: { number: target.number },
          cancelledBy: { name: 'Aisha Agent' },
        },
        comments: { totalCount: 1 },
      },
      intoTicket: { number: target.number, status: 'NEW', version: 1, comments: { totalCount: 0 } },
      errors: [],
    });
    expect(await agent.mutate('mergeTicket', input, selection)).toEqual(payload);
    expect(await linksOf(requester, source.id)).toEqual([`MERGED_INTO ${target.number}`]);
    expect(await linksOf(requester, target.id)).toEqual([`MERGED_FROM ${source.number}`]);
    expect(await timelineOf(requester, source.id)).toEqual(['TICKET_CREATED', 'Comment', 'TICKET_MERGED']);
    expect(await changesOf(requester, source.id, 'TICKET_MERGED')).toEqual([
      { of: 'TICKET', field: 'STATUS', from: 'NEW', to: 'CANCELLED' },
      { of: 'TICKET_CANCELLATION', field: 'REASON', from: null, to: 'The same printer' },
      { of: 'TICKET_CANCELLATION', field: 'DUPLICATE_OF', from: null, to: target.id },
    ]);
    expect(await timelineOf(requester, target.id)).toEqual(['TICKET_CREATED', 'TICKET_MERGED_IN']);
  });

  it.each([
    ['a new ticket', []],
    ['one under investigation', [['startInvestigation', {}]]],
    [
      'one on hold, with all that it waits for',
      [
        ['startInvestigation', {}],
        [
          'holdTicket',
          { reason: 'AWAITING_VENDOR', note: 'A part is ordered', resumeAt: '2030-01-01T00:00:00.000Z' },
        ],
      ],
    ],
  ] as [string, [string, object][]][])('restores %s exactly when it is undone', async (_what, steps) => {
    const [source, target, awaited] = [await report(agent), await report(agent), await report(agent)];
    for (const [mutation, input] of steps) {
      const linked = mutation === 'holdTicket' ? { linkedTicketId: awaited.id } : {};
      await agent.done(mutation, { ticketId: source.id, ...input, ...linked }, '__typename');
    }
    const before = await seen(agent, source.id, process);
    const [stored] = await world.rows(
      'select t.* from tickets t order by created_at desc, id desc offset 2 limit 1',
    );
    await merge(source.id, target.id, { reason: 'The same' });
    expect(await seen(agent, source.id, 'status hold { reason }')).toEqual({
      status: 'CANCELLED',
      hold: null,
    });
    await unmerge(source.id);
    expect(await seen(agent, source.id, process)).toEqual(before);
    const [after] = await world.rows('select t.* from tickets t where t.id = $1', [stored?.id]);
    const { version, updated_at, ...rest } = stored ?? {};
    expect(after).toMatchObject(rest);
    expect(after?.version).toBe(version + 2);
    expect(await linksOf(agent, source.id)).toEqual([]);
    expect((await timelineOf(agent, source.id)).slice(-2)).toEqual(['TICKET_MERGED', 'TICKET_UNMERGED']);
    expect(await timelineOf(agent, target.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_MERGED_IN',
      'TICKET_UNMERGED_OUT',
    ]);
    // It continues as before the merge, and can be merged again.
    if (before.status === 'ON_HOLD')
      expect((await agent.done('resumeTicket', { ticketId: source.id }, 'ticket { status }')).ticket).toEqual(
        {
          status: 'INVESTIGATING',
        },
      );
    await merge(source.id, target.id);
    await unmerge(source.id);
  });

  it('sends an event to the requester of the target, without anything they cannot see', async () => {
    const source = await report(requester, { subject: 'Rosa only' });
    const target = await report(requester2);
    const stream = await follow(requester2, { id: target.id }, ticketUpdated);
    await merge(source.id, target.id, { reason: 'Both of them' });
    expect(await timelineOf(requester2, target.id)).toEqual(['TICKET_CREATED', 'TICKET_MERGED_IN']);
    expect(await changesOf(requester2, target.id, 'TICKET_MERGED_IN')).toEqual([]);
    expect(await changesOf(agent, target.id, 'TICKET_MERGED_IN')).toEqual([
      { of: 'TICKET_LINK', field: 'TICKET', from: null, to: source.id },
    ]);
    expect(await linksOf(requester2, target.id)).toEqual([]);
    expect((await seen(requester, source.id, process)).cancellation).toMatchObject({ duplicateOf: null });
    const changes = await changesOf(requester, source.id, 'TICKET_MERGED');
    expect(changes?.map(({ of, field }) => `${of}.${field}`)).toEqual([
      'TICKET.STATUS',
      'TICKET_CANCELLATION.REASON',
    ]);
    // The target shows a comment on the source to viewers who can see it on the source.
    await say(requester, source.id, 'Rosa’s secret');
    await say(agent, source.id, 'A note on it', 'INTERNAL');
    await say(requester2, target.id, 'Any news?');
    expect(await timelineOf(requester2, target.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_MERGED_IN',
      'Comment',
    ]);
    expect(await timelineOf(agent, target.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_MERGED_IN',
      'MERGED_COMMENT_ADDED',
      'MERGED_COMMENT_ADDED',
      'Comment',
    ]);
    const events = await stream.eventsUntil(2);
    expect(events.map(({ type, comment }) => [type, comment?.body])).toEqual([
      ['TICKET_MERGED_IN', undefined],
      ['COMMENT_ADDED', 'Any news?'],
    ]);
    expect(JSON.stringify(events)).not.toContain('Rosa');
    stream.stop();
  });
});

describe('a later reply on the source', () => {
  it('causes an event on the target, through a chain of merges, until the merge is undone', async () => {
    const tickets = [await report(requester), await report(requester), await report(requester)];
    const [first, second, third] = tickets as [{ id: string }, { id: string }, { id: string }];
    const stream = await follow(agent, { id: third.id }, ticketUpdated);
    await merge(first.id, second.id);
    await merge(second.id, third.id);
    await say(requester, first.id, 'Still broken');
    await say(agent, first.id, 'He is right', 'INTERNAL');
    const bodies = async (client: Client, { id }: { id: string }) =>
      (
        await seen(
          client,
          id,
          `timeline { nodes { ... on TicketEvent { type comment { body ticket { id } } } } }`,
        )
      ).timeline.nodes
        .filter(({ type }: { type?: string }) => type === 'MERGED_COMMENT_ADDED')
        .map(({ comment }: { comment: { body: string; ticket: { id: string } } }) => [
          comment.body,
          comment.ticket.id,
        ]);
    for (const ticket of [second, third]) {
      expect(await bodies(agent, ticket)).toEqual([
        ['Still broken', first.id],
        ['He is right', first.id],
      ]);
      // The requester reads the public comments of all three tickets, because all are theirs.
      expect(await bodies(requester, ticket)).toEqual([['Still broken', first.id]]);
    }
    // A comment on the ticket in the middle reaches the last one. Each comment is stored only on its own
    // ticket.
    await say(requester, second.id, 'And here');
    expect((await bodies(agent, third)).map(([body]: string[]) => body)).toEqual([
      'Still broken',
      'He is right',
      'And here',
    ]);
    expect((await seen(agent, third.id, 'comments { totalCount }')).comments.totalCount).toBe(0);
    await unmerge(first.id);
    await say(requester, first.id, 'On its own again');
    expect(await bodies(agent, third)).toHaveLength(3);
    expect(await bodies(agent, second)).toHaveLength(2);
    const events = await stream.eventsUntil(4);
    expect(events.map(({ type, comment }) => [type, comment?.body])).toEqual([
      ['TICKET_MERGED_IN', undefined],
      ['MERGED_COMMENT_ADDED', 'Still broken'],
      ['MERGED_COMMENT_ADDED', 'He is right'],
      ['MERGED_COMMENT_ADDED', 'And here'],
    ]);
    // Its cause is the comment's event, and it matches filters of the target.
    expect(events[1].cause).toMatchObject({ kind: 'EVENT' });
    stream.stop();
  });

  it('that is internal causes an event only for those who can read internal notes of the source', async () => {
    // Aisha reported the source and sees only its public part. She works on the target.
    const source = await report(agent, { queueId: names.queues.Security });
    const target = await report(agent);
    await admin.done('mergeTicket', { ticketId: source.id, intoTicketId: target.id }, '__typename');
    await say(agent2, source.id, 'Keep it from her', 'INTERNAL');
    await say(agent2, source.id, 'We are on it');
    const added = 'MERGED_COMMENT_ADDED';
    expect(await timelineOf(agent, target.id)).toEqual(['TICKET_CREATED', 'TICKET_MERGED_IN', added]);
    expect(await timelineOf(agent2, target.id)).toEqual(['TICKET_CREATED', 'TICKET_MERGED_IN', added, added]);
  });

  it("reaches subscribers of the target's queue", async () => {
    const source = await report(requester);
    const target = await report(requester, {});
    await agent.done('assignTicket', { ticketId: target.id, queueId: names.queues.Network }, '__typename');
    await merge(source.id, target.id);
    const stream = await follow(agent2, { filter: { queueIds: [names.queues.Network] } }, ticketEvents);
    await say(requester, source.id, 'For Network as well');
    const [event] = await stream.eventsUntil(1);
    expect(event).toMatchObject({
      type: 'MERGED_COMMENT_ADDED',
      ticket: { id: target.id },
      comment: { body: 'For Network as well' },
    });
    stream.stop();
  });
});

describe('a merge is refused', () => {
  it('into the ticket itself, into a closed ticket, of a closed ticket, and its undoing when there was no merge', async () => {
    const [one, other] = [await report(agent), await report(agent)];
    const into = (ticketId: string, intoTicketId: string) =>
      refusedWith(world, agent, 'mergeTicket', { ticketId, intoTicketId });
    const path = ['input', 'intoTicketId'];
    expect(await into(one.id, one.id)).toMatchObject({ rule: 'SELF', path });
    await agent.done('cancelTicket', { ticketId: other.id, reason: 'A mistake' }, '__typename');
    expect(await into(one.id, other.id)).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'CANCELLED',
      path,
    });
    expect(await into(other.id, one.id)).toMatchObject({
      code: 'INVALID_TRANSITION',
      transition: 'MERGE',
      from: 'CANCELLED',
    });
    expect(await refusedWith(world, agent, 'unmergeTicket', { ticketId: other.id })).toMatchObject({
      code: 'INVALID_TRANSITION',
      transition: 'UNMERGE',
      reasons: [{ code: 'NOT_MERGED' }],
    });
    const { availableTransitions } = await seen(
      agent,
      one.id,
      'availableTransitions { transition allowed outcomes }',
    );
    expect(availableTransitions).toContainEqual({
      transition: 'MERGE',
      allowed: true,
      outcomes: ['CANCELLED'],
    });
  });

  it('for one of two tickets that are merged into each other at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await report(agent), await report(agent)];
      const payloads = await Promise.all(
        [
          { ticketId: a.id, intoTicketId: b.id },
          { ticketId: b.id, intoTicketId: a.id },
        ].map((input) => agent.mutate('mergeTicket', input, '__typename')),
      );
      expect(payloads.flatMap(({ errors }) => errors)).toHaveLength(1);
    }
  });

  it('for those who do not work on the ticket or cannot see the other', async () => {
    const [one, other] = [await report(requester), await report(requester)];
    const secret = await report(agent2, { queueId: names.queues.Security });
    const merged = await report(requester);
    await merge(merged.id, other.id);
    const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE']);
    const outsider = await world.as('outsider@example.org');
    for (const [mutation, input] of [
      ['mergeTicket', { ticketId: one.id, intoTicketId: other.id }],
      ['unmergeTicket', { ticketId: merged.id }],
    ] as const) {
      for (const client of [requester, agent2, reader])
        expect(await refusedWith(world, client, mutation, input)).toMatchObject({
          code: 'FORBIDDEN',
          reason: 'NOT_PERMITTED',
          path: ['input', 'ticketId'],
        });
      for (const client of [requester2, outsider])
        expect(await refusedWith(world, client, mutation, input)).toMatchObject({
          code: 'NOT_FOUND',
          path: ['input', 'ticketId'],
        });
    }
    const hidden = { ticketId: one.id, intoTicketId: secret.id };
    expect(await refusedWith(world, agent, 'mergeTicket', hidden)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'intoTicketId'],
    });
    const writer = await program(world, ['TICKETS_WRITE']);
    await writer.done('mergeTicket', { ticketId: one.id, intoTicketId: other.id }, '__typename');
    await writer.done('unmergeTicket', { ticketId: one.id }, '__typename');
  });
});
