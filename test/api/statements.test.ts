import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';

// The statements of authentication and of the reads, each with begin and commit of its snapshot.
const MOST = 10;

let world: World;
let counter: StatementCounter;
let agent: Client;
let requester: Client;
let names: Directory;
let ticketIds: string[];

beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url };
    }),
  );
  agent = await world.as('agent');
  requester = await world.as('requester');
  names = await directory(agent);
  const admin = await world.as('admin');
  const authors = [agent, await world.as('lead'), admin];
  ticketIds = [];
  for (let i = 0; i < 50; i += 1) {
    const ticket = await report(admin, {
      subject: `Ticket ${i}`,
      labels: ['queue-page', `label-${i % 4}`],
      requesterId: i % 2 ? names.users.requester : names.users.requester2,
      assigneeId: i % 3 ? names.users.agent : names.users.lead,
      queueId: i % 2 ? names.queues.Network : names.queues['Service Desk'],
    });
    ticketIds.push(ticket.id);
    for (const [n, author] of authors.entries())
      await author.done('addComment', { ticketId: ticket.id, body: `Comment ${n}` }, 'comment { id }');
  }
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
});

const queuePage = `query ($first: Int) { tickets(filter: { labels: ["queue-page"] }, first: $first) { nodes {
  number subject status priority labels requester { name } assignee { name } queue { name }
  comments(last: 3) { nodes { body author { ... on User { name } ... on Integration { name } } } } } } }`;

async function counted(client: Client, query: string, variables: Record<string, unknown>) {
  // The first use of a connection adds set-up statements, so send the query once before counting.
  await client.ok(query, variables);
  return counter.fewest(() => client.ok(query, variables));
}

/**
 * Expects that the items are read together. On a busy machine a list may be read in two slices, which doubles
 * its statements; one statement per item would be ten times as many.
 */
function expectTogether(few: { statements: number }, many: { statements: number }): void {
  expect(many.statements).toBeLessThan(2 * few.statements);
}

describe('the queue page: tickets with requester, assignee, queue, labels and their last three comments', () => {
  it('takes a few statements, and no more for 50 tickets than for 5', async () => {
    const five = await counted(agent, queuePage, { first: 5 });
    const fifty = await counted(agent, queuePage, { first: 50 });
    expect(five.answer.tickets.nodes).toHaveLength(5);
    expect(fifty.answer.tickets.nodes).toHaveLength(50);
    for (const node of fifty.answer.tickets.nodes) {
      expect(node.comments.nodes.map((comment: { body: string }) => comment.body)).toEqual([
        'Comment 0',
        'Comment 1',
        'Comment 2',
      ]);
      expect(node.requester.name).toMatch(/Requester$/);
    }
    expectTogether(five, fifty);
    expect(fifty.statements).toBeLessThanOrEqual(2 * MOST);
    // Fails when the counter does not count.
    expect(fifty.statements).toBeGreaterThan(3);
  });

  it('takes one statement each for the total count and for the event cursor', async () => {
    const more = queuePage.replace('{ nodes {', '{ totalCount eventCursor nodes {');
    const plain = await counted(agent, queuePage, { first: 50 });
    const counting = await counted(agent, more, { first: 50 });
    expect(counting.answer.tickets.totalCount).toBe(50);
    expect(counting.statements).toBe(plain.statements + 2);
  });

  it('takes at most one statement each for the permissions, watchers and files of all tickets', async () => {
    const more = queuePage.replace(
      'number subject',
      'number subject availableTransitions { transition allowed } viewerIsWatching viewerHasUnread viewerReadCursor watchers { nodes { name } } affectedUsers { nodes { name } } attachments { nodes { fileName } } category { name }',
    );
    const fifty = await counted(agent, more, { first: 50 });
    expect(fifty.answer.tickets.nodes).toHaveLength(50);
    // Lists that arrive at different moments read their users apart: 18 statements at best, up to 50 on a busy machine. One for each ticket
    // would be some hundreds.
    expect(fifty.statements).toBeLessThanOrEqual(6 * MOST);
  });
});

describe('the services and items that tickets affect, their dependencies and their forms', () => {
  it('take a few statements, and no more for 50 tickets than for 5', async () => {
    const admin = await world.as('admin');
    const owned = { ownerTeamId: names.teams.Network, criticality: 'HIGH' };
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C']) {
      const input = { name: `Counted ${name}`, ...owned, dependsOnServiceIds: ids };
      ids.push((await admin.done('createService', input, 'service { id }')).service.id);
    }
    const item = { name: 'Counted', ...owned, kind: 'OTHER' };
    const { configurationItem } = await admin.done(
      'createConfigurationItem',
      item,
      'configurationItem { id }',
    );
    for (const [i, ticketId] of ticketIds.entries())
      await admin.done(
        'updateTicket',
        {
          ticketId,
          affectedServiceIds: ids.slice(i % 3),
          affectedItemIds: i % 2 ? [configurationItem.id] : [],
        },
        '__typename',
      );
    // One query each: together they exceed the cost limit of a document.
    for (const fields of [
      'affectedServices { name ownerTeam { name } dependsOn(first: 2) { nodes { name } } dependents(first: 2) { totalCount } }',
      'affectedItems { name ownerTeam { name } } form { name }',
      'suggestedImpact { impact reasons { message } }',
    ]) {
      const document = (first: number) =>
        `{ tickets(filter: { labels: ["queue-page"] }, first: ${first}) { nodes { number ${fields} } } }`;
      const five = await counted(agent, document(5), {});
      const fifty = await counted(agent, document(50), {});
      expect(fifty.answer.tickets.nodes).toHaveLength(50);
      // Timing may split a batch and add a statement, but never one for each ticket.
      expectTogether(five, fifty);
      expect(fifty.statements).toBeLessThanOrEqual(2 * MOST + 1);
    }
  });
});

describe('the timeline of a ticket', () => {
  const timeline = `query ($id: ID!, $first: Int) { ticket(id: $id) { timeline(first: $first) { nodes { __typename
    ... on Comment { body author { ... on User { name } } }
    ... on TicketEvent { type actor { ... on User { name } } ticket { number } changes { of field from to } } } } } }`;

  it('takes a few statements, whatever its length', async () => {
    const id = ticketIds[0];
    for (let i = 0; i < 40; i += 1)
      await agent.done(i % 2 ? 'unwatchTicket' : 'watchTicket', { ticketId: id }, 'ticket { id }');
    const few = await counted(agent, timeline, { id, first: 5 });
    const many = await counted(agent, timeline, { id, first: 40 });
    expect(few.answer.ticket.timeline.nodes).toHaveLength(5);
    expect(many.answer.ticket.timeline.nodes).toHaveLength(40);
    expectTogether(few, many);
    expect(many.statements).toBeLessThanOrEqual(2 * MOST);
  });

  it('of many tickets is read together', async () => {
    const query = timeline
      .replace('$id: ID!, $first: Int', '$ids: [ID!]!')
      .replace('$first', '4')
      .replace('ticket(id: $id) {', 'nodes(ids: $ids) { ... on Ticket {')
      .replace(/\}$/, '} }');
    const few = await counted(agent, query, { ids: ticketIds.slice(0, 3) });
    const many = await counted(agent, query, { ids: ticketIds });
    expect(many.answer.nodes).toHaveLength(50);
    expectTogether(few, many);
  });
});

describe("a requester's list", () => {
  it("takes no more statements than an agent's", async () => {
    const five = await counted(requester, queuePage, { first: 5 });
    const all = await counted(requester, queuePage, { first: 50 });
    expect(all.answer.tickets.nodes).toHaveLength(25);
    expectTogether(five, all);
    expect(all.statements).toBeLessThanOrEqual(2 * MOST);
  });
});

describe('the count of a list', () => {
  it('takes no statement for the page, unless what is before and after it is selected', async () => {
    const filtered = 'tickets(filter: { labels: ["queue-page"] }, first: 0)';
    const count = await counted(agent, `{ ${filtered} { totalCount nodes { id } } }`, {});
    const page = await counted(
      agent,
      `{ ${filtered} { totalCount ...Ends } } fragment Ends on TicketConnection { pageInfo { hasNextPage } }`,
      {},
    );
    expect(count.answer.tickets).toEqual({ totalCount: 50, nodes: [] });
    expect(page.answer.tickets).toEqual({ totalCount: 50, pageInfo: { hasNextPage: true } });
    expect(count.statements).toBe(page.statements - 1);
  });
});
