import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { verifying } from '../limits/fixtures.js';
import { follow, ticketUpdated } from '../live/support.js';
import { changesOf, linksOf, seen, told } from './support.js';

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
  it('is seen from both ends, each with its relation, and moves neither version', async () => {
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

  it('is an event on both tickets, each from its side, and so is its removal; the log keeps both', async () => {
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
    expect([await told(requester, one.id), await told(requester, other.id)]).toEqual([both, both]);
    expect(await changesOf(requester, other.id, 'TICKET_LINKED')).toEqual([
      { field: 'relation', from: null, to: 'CHILD_OF' },
      { field: 'links', from: null, to: one.id },
    ]);
    expect(await changesOf(requester, one.id, 'TICKET_UNLINKED')).toEqual([
      { field: 'relation', from: 'PARENT_OF', to: null },
      { field: 'links', from: other.id, to: null },
    ]);
    const events = await stream.eventsUntil(2);
    expect(events.map(({ type }) => type)).toEqual(['TICKET_LINKED', 'TICKET_UNLINKED']);
    stream.stop();
  });

  it('is made once, with one effect, by a repeated call', async () => {
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
    expect(await told(agent, one.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
  });

  it('to a ticket that the viewer cannot see is not shown, not counted, and no event', async () => {
    const own = await report(requester);
    const others = await report(requester2);
    const secret = await report(agent2, { queueId: names.queues.Security });
    const stream = await follow(requester, { id: own.id }, ticketUpdated);
    await link(admin, own.id, 'PARENT_OF', others.id);
    await link(admin, own.id, 'RELATED_TO', secret.id);
    expect(await linksOf(requester, own.id)).toEqual([]);
    expect(await told(requester, own.id)).toEqual(['TICKET_CREATED']);
    const nothing = { childCounts: { total: 0 }, children: { totalCount: 0, nodes: [] }, openChildren: [] };
    const selection = 'childCounts { total } children { totalCount nodes { id } } openChildren { id }';
    expect(await seen(requester, own.id, selection)).toEqual(nothing);
    expect(await seen(requester2, others.id, 'parent { id } links { totalCount }')).toEqual({
      parent: null,
      links: { totalCount: 0 },
    });
    // An agent of another team sees the one, not the other.
    expect(await linksOf(agent, own.id)).toEqual([`PARENT_OF ${others.number}`]);
    expect(await told(agent, own.id)).toEqual(['TICKET_CREATED', 'TICKET_LINKED']);
    expect(await linksOf(agent2, own.id)).toEqual([
      `PARENT_OF ${others.number}`,
      `RELATED_TO ${secret.number}`,
    ]);
    // The stream has passed both when what comes after them is there.
    await requester.done('addComment', { ticketId: own.id, body: 'Hello?' }, '__typename');
    const [first] = await stream.eventsUntil(1);
    expect(first.type).toBe('COMMENT_ADDED');
    stream.stop();
  });

  it('is one of a connection with pages, in the order they were made', async () => {
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

describe('what is no link', () => {
  const refused = (client: Client, ticketId: string, relation: string, otherTicketId: string) =>
    refusedWith(world, client, 'linkTickets', { ticketId, relation, otherTicketId });

  it.each([
    ['CAUSED_BY', 'INCIDENT', 'INCIDENT'],
    ['FIXED_BY', 'PROBLEM', 'SERVICE_REQUEST'],
    ['CAUSE_OF', 'INCIDENT', 'INCIDENT'],
    ['PROBLEM_OF', 'INCIDENT', 'INCIDENT'],
    ['PROBLEM_OF', 'PROBLEM', 'CHANGE_REQUEST'],
    ['HAS_PROBLEM', 'INCIDENT', 'INCIDENT'],
  ])('%s between %s and %s', async (relation, type, otherType) => {
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
  ])('but %s between %s and %s is one', async (relation, type, otherType) => {
    const one = await report(agent, { type });
    const other = await report(agent, { type: otherType });
    await link(agent, one.id, relation, other.id);
    expect(await linksOf(agent, one.id)).toEqual([`${relation} ${other.number}`]);
  });

  it('a ticket with itself, a link twice (from either end), one that is made otherwise, a second parent', async () => {
    const [one, other, third] = [await report(agent), await report(agent), await report(agent)];
    expect(await refused(agent, one.id, 'BLOCKS', one.id)).toMatchObject({ rule: 'SELF' });
    await link(agent, one.id, 'RELATED_TO', other.id);
    expect(await refused(agent, other.id, 'RELATED_TO', one.id)).toMatchObject({ rule: 'EXISTS' });
    for (const relation of ['MERGED_INTO', 'FOLLOW_UP_OF', 'SPLIT_INTO'])
      expect(await refused(agent, one.id, relation, other.id)).toMatchObject({ rule: 'RELATION' });
    await link(agent, one.id, 'PARENT_OF', other.id);
    expect(await refused(agent, other.id, 'CHILD_OF', third.id)).toMatchObject({ rule: 'ONE_PARENT' });
    const gone = { ticketId: one.id, relation: 'BLOCKS', otherTicketId: third.id };
    expect(await refusedWith(world, agent, 'unlinkTickets', gone)).toMatchObject({ rule: 'NOT_LINKED' });
  });

  it.each(['PARENT_OF', 'BLOCKS'])('a circle of %s, however long', async (relation) => {
    const tickets = [await report(agent), await report(agent), await report(agent), await report(agent)];
    const ids = tickets.map(({ id }) => id);
    for (const [i, id] of ids.slice(1).entries()) await link(agent, ids[i], relation, id);
    expect(await refused(agent, ids[3], relation, ids[0])).toMatchObject({ rule: 'CYCLE' });
    expect(await refused(agent, ids[1], relation, ids[0])).toMatchObject({ rule: 'CYCLE' });
  });

  it('a circle that several calls close at once: one of them is refused, at one server or at two', async () => {
    const doors = [agent, agent.at((await world.another()).url)];
    for (let round = 0; round < 10; round += 1) {
      const ids: string[] = [];
      for (let i = 0; i < 4; i += 1) ids.push((await report(agent)).id);
      const payloads = await Promise.all(
        ids.map((ticketId, i) => {
          const otherTicketId = ids[(i + 1) % ids.length];
          return (doors[i % 2] as Client).mutate(
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

describe('who links and unlinks', () => {
  let one: { id: string; number: string };
  let other: { id: string; number: string };
  /** In the queue of Network, which Aisha sees and does not work. */
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

  it.each(['linkTickets', 'unlinkTickets'])('%s: not those who may not', async (mutation) => {
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
    expect(await denied(reader, one.id, other.id, mutation)).toMatchObject({ ...forbidden, reason: 'SCOPE' });
    const outsider = await world.as('outsider@example.org');
    expect(await denied(outsider, one.id, other.id, mutation)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'ticketId'],
    });
    expect(await denied(requester2, one.id, other.id, mutation)).toMatchObject({ code: 'NOT_FOUND' });
    // Not to what they do not see, though they work the one.
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
  });

  it('those who work one end and see the other: from either side', async () => {
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

  it('are one view, counted by status: of the visible ones only', async () => {
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

  it('resolving the parent offers the open ones, and resolveChildren takes each through the same transition', async () => {
    const [first, second, third, fourth] = children as [{ id: string; number: string }, ...typeof children];
    const asked = { ticketId: parent.id, childIds: [first.id], ...fix };
    expect(await refusedWith(world, agent, 'resolveChildren', asked)).toMatchObject({
      rule: 'STATUS',
      path: ['input', 'ticketId'],
    });
    // One that was resolved already is not offered.
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
    const selection = `ticket { id } results { childId ticket { status resolution { code notes } }
      errors { __typename code ... on InvalidTransitionError { from transition } } }`;
    const payload = await agent.mutate('resolveChildren', input, selection);
    const done = { status: 'RESOLVED', resolution: { code: 'FIXED', notes: 'A new switch.' } };
    expect(payload).toEqual({
      ticket: { id: parent.id },
      errors: [],
      results: [
        { childId: third?.id, ticket: done, errors: [] },
        {
          childId: fourth?.id,
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
        { childId: first.id, ticket: done, errors: [] },
      ],
    });
    expect(await agent.mutate('resolveChildren', input, selection)).toEqual(payload);
    expect(await told(requester, first.id)).toEqual([
      'TICKET_CREATED',
      'TICKET_LINKED',
      'INVESTIGATION_STARTED',
      'TICKET_RESOLVED',
    ]);
    expect(await seen(agent, parent.id, 'openChildren { number }')).toEqual({
      openChildren: [{ number: second?.number }],
    });
  });

  it('so does a verification that passes; one that fails resolves nothing, and offers nothing', async () => {
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

  it('each is resolved by those who may; others get an error for each child', async () => {
    const networkChild = await report(agent2, { queueId: names.queues.Network });
    const own = await report(agent);
    for (const { id } of [networkChild, own]) await link(admin, parent.id, 'PARENT_OF', id);
    const childIds = [networkChild.id, own.id];
    const selection = 'results { ticket { status } errors { code } }';
    const { results } = await agent.done(
      'resolveChildren',
      { ticketId: parent.id, childIds, ...fix },
      selection,
    );
    expect(results).toEqual([
      { ticket: null, errors: [{ code: 'FORBIDDEN' }] },
      { ticket: { status: 'RESOLVED' }, errors: [] },
    ]);
    const child = (await report(requester)).id;
    await link(agent, parent.id, 'PARENT_OF', child);
    const asked = { ticketId: parent.id, childIds: [child], ...fix };
    for (const client of [requester, agent2, await program(world, ['TICKETS_READ'])])
      expect((await client.done('resolveChildren', asked, selection)).results).toEqual([
        { ticket: null, errors: [{ code: 'FORBIDDEN' }] },
      ]);
    for (const client of [requester2, await world.as('outsider@example.org')])
      expect(await refusedWith(world, client, 'resolveChildren', asked)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await seen(agent, child, 'status')).toEqual({ status: 'NEW' });
  });

  it('what is no child of it, or none that one sees, refuses the whole', async () => {
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
