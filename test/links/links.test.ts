import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { verifying } from '../limits/fixtures.js';
import { follow, ticketUpdated } from '../live/support.js';
import { changesOf, linksOf, seen, timelineOf } from './support.js';

let world: World;
let names: Directory;
let admin: Client;
let lead: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  lead = await world.as('lead');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const link = (client: Client, ticketId: string, relation: string, otherTicketId: string) =>
  client.done('linkTickets', { ticketId, relation, otherTicketId }, '__typename');

describe('a link', () => {
  it('is visible on both tickets, each with its own relation, and changes neither version', async () => {
    const one = await report(agent);
    const other = await report(agent);
    const { ticket, otherTicket } = await agent.done(
      'linkTickets',
      { ticketId: one.id, relation: 'BLOCKS', otherTicketId: other.id },
      'ticket { number version } otherTicket { number version }',
    );
    expect([ticket, otherTicket]).toEqual([
      { number: one.number, version: 1 },
      { number: other.number, version: 1 },
    ]);
    expect(await linksOf(agent, one.id)).toEqual([`BLOCKS ${other.number}`]);
    expect(await linksOf(agent, other.id)).toEqual([`BLOCKED_BY ${one.number}`]);
    const { links } = await seen(agent, one.id, 'links { nodes { createdBy { ... on User { name } } } }');
    expect(links.nodes).toEqual([{ createdBy: { name: 'Aisha Agent' } }]);
  });

  it('causes an event on both tickets, each with its own relation, and so does its removal; the log keeps both', async () => {
    const one = await report(requester);
    const other = await report(requester);
    const stream = await follow(requester, { id: other.id }, ticketUpdated);
    await link(agent, one.id, 'PARENT_OF', other.id);
    await agent.done(
      'unlinkTickets',
      { ticketId: other.id, relation: 'CHILD_OF', otherTicketId: one.id },
      '__typename',
    );
    expect(await linksOf(requester, one.id)).toEqual([]);
    const both = ['TICKET_CREATED', 'TICKET_LINKED', 'TICKET_UNLINKED'];
    expect([await timelineOf(requester, one.id), await timelineOf(requester, other.id)]).toEqual([
      both,
      both,
    ]);
    expect(await changesOf(requester, other.id, 'TICKET_LINKED')).toEqual([
      { of: 'TICKET_LINK', field: 'RELATION', from: null, to: 'CHILD_OF' },
      { of: 'TICKET_LINK', field: 'TICKET', from: null, to: one.id },
    ]);
    expect(await changesOf(requester, one.id, 'TICKET_UNLINKED')).toEqual([
      { of: 'TICKET_LINK', field: 'RELATION', from: 'PARENT_OF', to: null },
      { of: 'TICKET_LINK', field: 'TICKET', from: other.id, to: null },
    ]);
    const events = await stream.eventsUntil(2);
    expect(events.map(({ type }) => type)).toEqual(['TICKET_LINKED', 'TICKET_UNLINKED']);
    stream.stop();
  });

  it('is created once, with one effect, by a repeated call', async () => {
    const one = await report(agent);
    const other = await report(agent);
    const input = {
      ticketId: one.id,
      relation: 'DUPLICATES',
      otherTicketId: other.id,
      idempotencyKey: 'link-1',
    };
    const first = await agent.mutate('linkTickets', input, 'ticket { id }');
    expect(await agent.mutate('linkTickets', input, 'ticket { id }')).toEqual(first);
    expect(await linksOf(agent, one.id)).toEqual([`DUPLICATES ${other.number}`]);
    expect(await timelineOf(agent, one.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
  });

  it('to a ticket that the viewer cannot see is neither shown nor counted, and its event is not sent', async () => {
    const own = await report(requester);
    const others = await report(requester2);
    const secret = await report(agent2, { queueId: names.queues.Security });
    const stream = await follow(requester, { id: own.id }, ticketUpdated);
    await link(admin, own.id, 'PARENT_OF', others.id);
    await link(admin, own.id, 'RELATED_TO', secret.id);
    expect(await linksOf(requester, own.id)).toEqual([]);
    expect(await timelineOf(requester, own.id)).toEqual(['TICKET_CREATED']);
    const nothing = { childCounts: { total: 0 }, children: { totalCount: 0, nodes: [] }, openChildren: [] };
    const selection = 'childCounts { total } children { totalCount nodes { id } } openChildren { id }';
    expect(await seen(requester, own.id, selection)).toEqual(nothing);
    expect(await seen(requester2, others.id, 'parent { id } links { totalCount }')).toEqual({
      parent: null,
      links: { totalCount: 0 },
    });
    // An agent of another team can see one ticket and not the other.
    expect(await linksOf(agent, own.id)).toEqual([`PARENT_OF ${others.number}`]);
    expect(await timelineOf(agent, own.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
    expect(await linksOf(agent2, own.id)).toEqual([
      `PARENT_OF ${others.number}`,
      `RELATED_TO ${secret.number}`,
    ]);
    // The comment's event has arrived, so both link events have passed the stream.
    await requester.done('addComment', { ticketId: own.id, body: 'Hello?' }, '__typename');
    const [first] = await stream.eventsUntil(1);
    expect(first.type).toBe('COMMENT_ADDED');
    stream.stop();
  });

  it('is in a connection with pages, in the order of creation', async () => {
    const one = await report(agent);
    const others = [await report(agent), await report(agent), await report(agent)];
    for (const { id } of others) await link(agent, one.id, 'RELATED_TO', id);
    const page = (args: string) =>
      seen(
        agent,
        one.id,
        `links(${args}) { totalCount nodes { ticket { number } } pageInfo { hasNextPage endCursor } }`,
      );
    const { links: first } = await page('first: 2');
    const { links: second } = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    const numbers = [...first.nodes, ...second.nodes].map((node) => node.ticket.number);
    expect(numbers).toEqual(others.map(({ number }) => number));
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([
      3,
      true,
      false,
    ]);
  });
});

describe('a link is refused', () => {
  const refused = (client: Client, ticketId: string, relation: string, otherTicketId: string) =>
    refusedWith(world, client, 'linkTickets', { ticketId, relation, otherTicketId });

  it.each([
    ['CAUSED_BY', 'INCIDENT', 'INCIDENT'],
    ['FIXED_BY', 'PROBLEM', 'SERVICE_REQUEST'],
    ['CAUSE_OF', 'INCIDENT', 'INCIDENT'],
    ['PROBLEM_OF', 'INCIDENT', 'INCIDENT'],
    ['PROBLEM_OF', 'PROBLEM', 'CHANGE_REQUEST'],
    ['HAS_PROBLEM', 'INCIDENT', 'INCIDENT'],
  ])('with the relation %s between %s and %s', async (relation, type, otherType) => {
    const one = await report(agent, { type });
    const other = await report(agent, { type: otherType });
    expect(await refused(agent, one.id, relation, other.id)).toMatchObject({
      rule: 'TYPE',
      path: ['input', 'relation'],
    });
  });

  it.each([
    ['CAUSED_BY', 'INCIDENT', 'CHANGE_REQUEST'],
    ['FIXES', 'CHANGE_REQUEST', 'PROBLEM'],
    ['PROBLEM_OF', 'PROBLEM', 'SERVICE_REQUEST'],
    ['HAS_PROBLEM', 'INCIDENT', 'PROBLEM'],
  ])('but not with the relation %s between %s and %s', async (relation, type, otherType) => {
    const one = await report(agent, { type });
    const other = await report(agent, { type: otherType });
    await link(agent, one.id, relation, other.id);
    expect(await linksOf(agent, one.id)).toEqual([`${relation} ${other.number}`]);
  });

  it('from a ticket to itself, when it exists (in either direction), with a relation that other mutations create, and to a second parent', async () => {
    const [one, other, third] = [await report(agent), await report(agent), await report(agent)];
    expect(await refused(agent, one.id, 'BLOCKS', one.id)).toMatchObject({ rule: 'SELF' });
    await link(agent, one.id, 'RELATED_TO', other.id);
    expect(await refused(agent, other.id, 'RELATED_TO', one.id)).toMatchObject({ rule: 'EXISTS' });
    for (const relation of ['MERGED_INTO', 'FOLLOW_UP_OF', 'SPLIT_INTO'])
      expect(await refused(agent, one.id, relation, other.id)).toMatchObject({ rule: 'RELATION' });
    await link(agent, one.id, 'PARENT_OF', other.id);
    expect(await refused(agent, other.id, 'CHILD_OF', third.id)).toMatchObject({ rule: 'ONE_PARENT' });
    const missing = { ticketId: one.id, relation: 'BLOCKS', otherTicketId: third.id };
    expect(await refusedWith(world, agent, 'unlinkTickets', missing)).toMatchObject({ rule: 'NOT_LINKED' });
  });

  it.each(['PARENT_OF', 'BLOCKS'])('when it closes a cycle of %s of any length', async (relation) => {
    const tickets = [await report(agent), await report(agent), await report(agent), await report(agent)];
    const ids = tickets.map(({ id }) => id);
    for (const [i, id] of ids.slice(1).entries()) await link(agent, ids[i], relation, id);
    expect(await refused(agent, ids[3], relation, ids[0])).toMatchObject({ rule: 'CYCLE' });
    expect(await refused(agent, ids[1], relation, ids[0])).toMatchObject({ rule: 'CYCLE' });
  });

  it('when several calls close a cycle at the same time: exactly one of them, on one server or on two', async () => {
    const clients = [agent, agent.at((await world.another()).url)];
    for (let round = 0; round < 10; round += 1) {
      const ids: string[] = [];
      for (let i = 0; i < 4; i += 1) ids.push((await report(agent)).id);
      const payloads = await Promise.all(
        ids.map((ticketId, i) => {
          const otherTicketId = ids[(i + 1) % ids.length];
          return (clients[i % 2] as Client).mutate(
            'linkTickets',
            { ticketId, relation: 'PARENT_OF', otherTicketId },
            '__typename',
          );
        }),
      );
      const rules = payloads.flatMap(({ errors }) => errors.map((error: { rule: string }) => error.rule));
      expect(rules).toEqual(['CYCLE']);
    }
  });
});

describe('permission to link and unlink', () => {
  let one: { id: string; number: string };
  let other: { id: string; number: string };
  /** The ticket is in the queue of Network. Aisha can see it and does not work on it. */
  let network: { id: string; number: string };
  let secret: { id: string };

  beforeAll(async () => {
    one = await report(requester);
    other = await report(requester);
    network = await report(agent2, { queueId: names.queues.Network });
    secret = await report(agent2, { queueId: names.queues.Security });
  });

  const denied = (client: Client, a: string, b: string, mutation = 'linkTickets') =>
    refusedWith(world, client, mutation, { ticketId: a, relation: 'RELATED_TO', otherTicketId: b });

  it.each(['linkTickets', 'unlinkTickets'])(
    'is missing for viewers who do not work on either ticket: %s',
    async (mutation) => {
      const forbidden = { code: 'FORBIDDEN', path: ['input', 'ticketId'] };
      expect(await denied(requester, one.id, other.id, mutation)).toMatchObject({
        ...forbidden,
        reason: 'ROLE',
      });
      expect(await denied(agent2, one.id, other.id, mutation)).toMatchObject({
        ...forbidden,
        reason: 'NOT_IN_TEAM',
      });
      const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE']);
      expect(await denied(reader, one.id, other.id, mutation)).toMatchObject({
        ...forbidden,
        reason: 'SCOPE',
      });
      const outsider = await world.as('outsider@example.org');
      expect(await denied(outsider, one.id, other.id, mutation)).toMatchObject({
        code: 'NOT_FOUND',
        path: ['input', 'ticketId'],
      });
      expect(await denied(requester2, one.id, other.id, mutation)).toMatchObject({ code: 'NOT_FOUND' });
      // They work on one ticket and cannot see the other.
      for (const client of [agent, lead])
        expect(await denied(client, one.id, secret.id, mutation)).toMatchObject({
          code: 'NOT_FOUND',
          path: ['input', 'otherTicketId'],
        });
      const { errors } = await world
        .anonymous()
        .send(
          `mutation { ${mutation}(input: { ticketId: "x", relation: BLOCKS, otherTicketId: "y" }) { __typename } }`,
        );
      expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    },
  );

  it('is given to those who work on one ticket and can see the other, in either direction', async () => {
    for (const [client, a, b] of [
      [agent, one, network],
      [agent2, one, network],
      [agent, network, other],
      [await program(world, ['TICKETS_WRITE']), other, network],
    ] as const) {
      const input = { ticketId: a.id, relation: 'RELATED_TO', otherTicketId: b.id };
      expect((await client.mutate('linkTickets', input, '__typename')).errors).toEqual([]);
      expect((await client.mutate('unlinkTickets', input, '__typename')).errors).toEqual([]);
    }
  });
});

describe('a parent and its children', () => {
  let parent: { id: string; number: string };
  let children: { id: string; number: string }[];

  beforeAll(async () => {
    parent = await report(requester, { subject: 'All of it is down' });
    children = [];
    for (const client of [requester, requester2, requester, requester2]) children.push(await report(client));
    for (const { id } of children) await link(agent, parent.id, 'PARENT_OF', id);
    await agent.done('startInvestigation', { ticketId: children[0]?.id }, '__typename');
    await agent.done('holdTicket', { ticketId: children[1]?.id, reason: 'AWAITING_VENDOR' }, '__typename');
  });

  const all = `childCounts { total todo inProgress waiting done }
    children(first: 100) { totalCount nodes { number parent { number } } } openChildren { number }`;
  const fix = { resolutionCode: 'FIXED', resolutionNotes: 'A new switch.' };

  it('can be read in one query, which counts only the visible children by status', async () => {
    const numbers = children.map(({ number }) => number);
    const inOrder = numbers.map((number) => ({ number, parent: { number: parent.number } }));
    expect(await seen(agent, parent.id, all)).toEqual({
      childCounts: { total: 4, todo: 2, inProgress: 1, waiting: 1, done: 0 },
      children: { totalCount: 4, nodes: inOrder },
      openChildren: numbers.map((number) => ({ number })),
    });
    const own = [inOrder[0], inOrder[2]];
    expect(await seen(requester, parent.id, all)).toEqual({
      childCounts: { total: 2, todo: 1, inProgress: 1, waiting: 0, done: 0 },
      children: { totalCount: 2, nodes: own },
      openChildren: own.map((child) => ({ number: child?.number })),
    });
  });

  it('are resolved together: resolving the parent lists the open children, and resolveChildren applies the same transition to each', async () => {
    const [first, second, third, fourth] = children as [{ id: string; number: string }, ...typeof children];
    const asked = { ticketId: parent.id, childIds: [first.id], ...fix };
    expect(await refusedWith(world, agent, 'resolveChildren', asked)).toMatchObject({
      rule: 'STATUS',
      path: ['input', 'ticketId'],
    });
    // A resolved child is not listed.
    await agent.done('resolveTicket', { ticketId: fourth?.id, ...fix }, '__typename');
    const resolved = await agent.done(
      'resolveTicket',
      { ticketId: parent.id, ...fix },
      'ticket { status } openChildren { number }',
    );
    expect(resolved.openChildren).toEqual([first, second, third].map((child) => ({ number: child?.number })));

    const input = {
      ticketId: parent.id,
      childIds: [third?.id, fourth?.id, first.id],
      ...fix,
      idempotencyKey: 'children-1',
    };
    const selection = `ticket { id } ticketResults { ticketId ticket { status resolution { code notes } }
      errors { __typename code ... on InvalidTransitionError { from transition } } }`;
    const payload = await agent.mutate('resolveChildren', input, selection);
    const done = { status: 'RESOLVED', resolution: { code: 'FIXED', notes: 'A new switch.' } };
    expect(payload).toEqual({
      ticket: { id: parent.id },
      errors: [],
      ticketResults: [
        { ticketId: third?.id, ticket: done, errors: [] },
        {
          ticketId: fourth?.id,
          ticket: null,
          errors: [
            {
              __typename: 'InvalidTransitionError',
              code: 'INVALID_TRANSITION',
              from: 'RESOLVED',
              transition: 'RESOLVE',
            },
          ],
        },
        { ticketId: first.id, ticket: done, errors: [] },
      ],
    });
    expect(await agent.mutate('resolveChildren', input, selection)).toEqual(payload);
    expect(await timelineOf(requester, first.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_LINKED',
      'INVESTIGATION_STARTED',
      'TICKET_RESOLVED',
    ]);
    expect(await seen(agent, parent.id, 'openChildren { number }')).toEqual({
      openChildren: [{ number: second?.number }],
    });
  });

  it('are resolved together when a verification passes; a failed verification resolves none and lists none', async () => {
    const child = await report(agent);
    const outcomes = [];
    for (const outcome of ['FAILED', 'PASSED']) {
      const ticketId = await verifying(admin);
      if (outcome === 'FAILED') await link(admin, ticketId, 'PARENT_OF', (await report(agent)).id);
      else await link(admin, ticketId, 'PARENT_OF', child.id);
      const input = { ticketId, outcome, method: 'TEST', evidence: 'Looked at it.', ...fix };
      outcomes.push(await admin.done('verifyTicket', input, 'ticket { status } openChildren { number }'));
    }
    expect(outcomes).toMatchObject([
      { ticket: { status: 'INVESTIGATING' }, openChildren: [] },
      { ticket: { status: 'RESOLVED' }, openChildren: [{ number: child.number }] },
    ]);
  });

  it('are resolved by those who may resolve them; others get an error for each child', async () => {
    const networkChild = await report(agent2, { queueId: names.queues.Network });
    const own = await report(agent);
    for (const { id } of [networkChild, own]) await link(admin, parent.id, 'PARENT_OF', id);
    const childIds = [networkChild.id, own.id];
    const selection = 'ticketResults { ticket { status } errors { code } }';
    const { ticketResults } = await agent.done(
      'resolveChildren',
      { ticketId: parent.id, childIds, ...fix },
      selection,
    );
    expect(ticketResults).toEqual([
      { ticket: null, errors: [{ code: 'FORBIDDEN' }] },
      { ticket: { status: 'RESOLVED' }, errors: [] },
    ]);
    const child = (await report(requester)).id;
    await link(agent, parent.id, 'PARENT_OF', child);
    const asked = { ticketId: parent.id, childIds: [child], ...fix };
    for (const client of [requester, agent2, await program(world, ['TICKETS_READ'])])
      expect((await client.done('resolveChildren', asked, selection)).ticketResults).toEqual([
        { ticket: null, errors: [{ code: 'FORBIDDEN' }] },
      ]);
    for (const client of [requester2, await world.as('outsider@example.org')])
      expect(await refusedWith(world, client, 'resolveChildren', asked)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await seen(agent, child, 'status')).toEqual({ status: 'NEW' });
  });

  it('are all refused when one of the ids is not a child, or not a visible one', async () => {
    const stranger = await report(agent);
    const secret = await report(agent2, { queueId: names.queues.Security });
    await link(admin, parent.id, 'PARENT_OF', secret.id);
    for (const { id } of [stranger, secret]) {
      const input = { ticketId: parent.id, childIds: [children[1]?.id, id], ...fix };
      expect(await refusedWith(world, agent, 'resolveChildren', input)).toMatchObject({
        code: 'NOT_FOUND',
        path: ['input', 'childIds', '1'],
      });
    }
    const none = { ticketId: parent.id, childIds: [], ...fix };
    expect(await refusedWith(world, agent, 'resolveChildren', none)).toMatchObject({ rule: 'REQUIRED' });
  });
});
