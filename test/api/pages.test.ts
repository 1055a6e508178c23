import { type GraphQLEnumType, type GraphQLInputObjectType, getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';

const TICKETS = 60;
const orders = ['CREATED_AT', 'UPDATED_AT', 'PRIORITY'].flatMap((field) =>
  ['DESC', 'ASC'].map((direction) => ({ field, direction })),
);

let world: World;
let admin: Client;
let made: { id: string }[];

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  const levels = ['HIGH', 'MEDIUM', 'LOW'];
  made = [];
  for (let i = 0; i < TICKETS; i += 1) {
    const input = {
      subject: `Ticket ${i}`,
      labels: ['paged'],
      impact: levels[i % 3],
      urgency: levels[i % 2],
    };
    made.push(await report(admin, input));
  }
  // Gives many tickets equal sort values, so that their ids decide the order.
  await world.rows(
    "update tickets set created_at = date_trunc('minute', created_at), updated_at = date_trunc('minute', updated_at) - (number % 3) * interval '1 hour' where 'paged' = any (labels)",
  );
});
afterAll(() => world.stop());

interface Page {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

async function page(variables: Record<string, unknown>): Promise<Page> {
  const { tickets } = await admin.ok(
    `query ($orderBy: [TicketOrder!], $first: Int, $after: String, $last: Int, $before: String) {
      tickets(filter: { labels: ["paged"] }, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    variables,
  );
  return tickets;
}

const idsOf = (from: Page) => from.nodes.map((node) => node.id);

describe('a list', () => {
  it('returns 25 items by default and at most 100', async () => {
    expect((await page({})).nodes).toHaveLength(25);
    expect((await page({ first: 1 })).nodes).toHaveLength(1);
    expect((await page({ first: 100 })).nodes).toHaveLength(TICKETS);
    expect((await page({ last: 100 })).nodes).toHaveLength(TICKETS);
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ first: -1 }, 'first', 'first must be between 0 and 100; it is -1.'],
    [{ first: 101 }, 'first', 'first must be between 0 and 100; it is 101.'],
    [{ last: 0 }, 'last', 'last must be between 1 and 100; it is 0.'],
    [{ last: 101 }, 'last', 'last must be between 1 and 100; it is 101.'],
    [{ first: 1, last: 1 }, 'last', 'first and last cannot be combined.'],
  ])('refuses %o', async (variables, argument, message) => {
    for (const list of ['tickets', 'users', 'queues', 'teams', 'categories', 'apiKeys']) {
      const error = await admin.refused(
        `query ($first: Int, $last: Int) { ${list}(first: $first, last: $last) { nodes { id } } }`,
        variables,
      );
      expect(error.message).toBe(message);
      expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    }
  });

  it('counts the items of all pages, whichever page is requested', async () => {
    const { tickets } = await admin.ok(
      '{ tickets(filter: { labels: ["paged"] }, first: 1) { totalCount nodes { id } } }',
    );
    expect(tickets).toMatchObject({ totalCount: TICKETS, nodes: [{}] });
  });

  it('is counted without its items', async () => {
    const { tickets } = await admin.ok(
      '{ tickets(filter: { labels: ["paged"] }, first: 0) { totalCount totalCountIsCapped nodes { id } pageInfo { hasNextPage endCursor } } }',
    );
    const pageInfo = { hasNextPage: true, endCursor: null };
    expect(tickets).toEqual({ totalCount: TICKETS, totalCountIsCapped: false, nodes: [], pageInfo });
    const { nodes } = await admin.ok(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Ticket { timeline(first: 0) { totalCount nodes { __typename } } } } }',
      { ids: [made[0]?.id] },
    );
    expect(nodes).toEqual([{ timeline: { totalCount: 1, nodes: [] } }]);
  });

  it('is counted up to 10,000 items, and says when it has more', async () => {
    const { categories: before } = await admin.ok('{ categories(first: 0) { totalCount } }');
    const addMany = (most: number) =>
      world.rows(
        `insert into categories (organisation_id, id, name, ticket_type)
         select o.id, gen_random_uuid(), 'Many ' || gen_random_uuid(), 'OTHER' from organisations o, generate_series(1, ${most})
         where o.name = 'Example'`,
      );
    const counted = async () =>
      (await admin.ok('{ categories(first: 0) { totalCount totalCountIsCapped } }')).categories;
    await addMany(10_000 - before.totalCount);
    expect(await counted()).toEqual({ totalCount: 10_000, totalCountIsCapped: false });
    await addMany(1);
    expect(await counted()).toEqual({ totalCount: 10_000, totalCountIsCapped: true });
    await world.rows("delete from categories where name like 'Many %'");
  });

  it.each(orders)(
    'returns each ticket once, forwards and backwards, ordered by $field $direction',
    async (orderBy) => {
      const whole = idsOf(await page({ orderBy, first: 100 }));
      expect(new Set(whole)).toEqual(new Set(made.map((ticket) => ticket.id)));

      const forwards: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const next: Page = await page({ orderBy, first: 7, after });
        forwards.push(...idsOf(next));
        expect(next.pageInfo.hasPreviousPage).toBe(after !== null);
        expect(next.pageInfo.startCursor).toBe(next.edges[0]?.cursor);
        after = next.pageInfo.endCursor;
        more = next.pageInfo.hasNextPage;
      }
      expect(forwards).toEqual(whole);

      const backwards: string[] = [];
      for (let before: string | null = null, more = true; more; ) {
        const previous: Page = await page({ orderBy, last: 11, before });
        backwards.unshift(...idsOf(previous));
        expect(previous.pageInfo.hasNextPage).toBe(before !== null);
        before = previous.pageInfo.startCursor;
        more = previous.pageInfo.hasPreviousPage;
      }
      expect(backwards).toEqual(whole);
    },
  );

  it('returns the reverse sequence for the reverse order', async () => {
    for (const [one, other] of [
      [0, 1],
      [2, 3],
      [4, 5],
    ] as const) {
      const there = idsOf(await page({ orderBy: orders[one], first: 100 }));
      expect(idsOf(await page({ orderBy: orders[other], first: 100 }))).toEqual(there.reverse());
    }
  });

  it('follows the requested order', async () => {
    const { tickets } = await admin.ok(
      '{ tickets(orderBy: { field: PRIORITY, direction: ASC }, first: 100) { nodes { priority } } }',
    );
    const priorities = tickets.nodes.map((node: { priority: string }) => node.priority);
    expect(priorities).toEqual([...priorities].sort());
    const { tickets: updated } = await admin.ok(
      '{ tickets(orderBy: { field: UPDATED_AT, direction: DESC }, first: 100) { nodes { updatedAt } } }',
    );
    const moments = updated.nodes.map((node: { updatedAt: string }) => node.updatedAt);
    expect(moments).toEqual([...moments].sort().reverse());
  });

  it('continues after the cursor even if new tickets were created in the meantime', async () => {
    const first = await page({ first: 20 });
    const late = await report(admin, { labels: ['paged'], subject: 'Late' });
    const second = await page({ first: 100, after: first.pageInfo.endCursor });
    expect([...idsOf(first), ...idsOf(second)]).not.toContain(late.id);
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(TICKETS);
    await world.rows("update tickets set labels = '{}' where subject = 'Late'");
  });

  it('returns the items between two cursors', async () => {
    const whole = await page({ first: 100 });
    const [after, before] = [whole.edges[9]?.cursor, whole.edges[20]?.cursor];
    expect(idsOf(await page({ first: 100, after, before }))).toEqual(idsOf(whole).slice(10, 20));
    expect(idsOf(await page({ last: 3, after, before }))).toEqual(idsOf(whole).slice(17, 20));
  });

  it('returns an empty page without cursors if it has no items', async () => {
    const last = (await page({ first: 100 })).pageInfo.endCursor;
    expect(await page({ first: 10, after: last })).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  it('refuses a cursor of another order or another list', async () => {
    const byPriority = (await page({ orderBy: { field: 'PRIORITY', direction: 'ASC' }, first: 1 })).pageInfo
      .endCursor;
    const { users } = await admin.ok('{ users(first: 1) { pageInfo { endCursor } } }');
    for (const after of [byPriority, users.pageInfo.endCursor]) {
      const error = await admin.refused(
        'query ($after: String) { tickets(after: $after) { nodes { id } } }',
        {
          after,
        },
      );
      expect(error.message).toBe('after is not a cursor of this list in this order.');
      expect(error.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'after',
        rule: 'CURSOR',
      });
    }
  });

  const forged = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const uuid = '00000000-0000-4000-8000-000000000000';
  it.each([
    '',
    'x',
    '☃',
    'a'.repeat(5000),
    forged(),
    forged('tickets CREATED_AT DESC'),
    forged('tickets CREATED_AT DESC', '2026-01-01T00:00:00.000Z'),
    forged('tickets CREATED_AT DESC', 'yesterday', uuid),
    forged('tickets CREATED_AT DESC', '2026-02-31T00:00:00.000Z', uuid),
    forged('tickets CREATED_AT DESC', '0000-01-01T00:00:00.000Z', uuid),
    forged('tickets CREATED_AT DESC', '2026-01-01T00:00:00.000Z', "'; drop table tickets; --"),
    forged('tickets CREATED_AT DESC', '2026-01-01T00:00:00.000Z', uuid, 'more'),
    forged('tickets CREATED_AT DESC', { toString: 1 }, uuid),
    forged('tickets CREATED_AT DESC', null, uuid),
  ])('refuses the forged cursor %j', async (after) => {
    const error = await admin.refused('query ($after: String) { tickets(after: $after) { nodes { id } } }', {
      after,
    });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after', rule: 'CURSOR' });
  });
});

describe('the argument orderBy', () => {
  const lists = Object.values(contract.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
    getNamedType(type).name.endsWith('Connection'),
  );
  const range = 'from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z", ';
  const orderOf = (list: (typeof lists)[number]) => {
    const argument = list.args.find(({ name }) => name === 'orderBy');
    if (!argument) throw new Error(`${list.name} has no argument orderBy`);
    const order = getNamedType(argument.type) as GraphQLInputObjectType;
    const field = getNamedType(order.getFields().field?.type) as GraphQLEnumType;
    return { order: order.name, fields: field.getValues().map(({ name }) => name) };
  };
  const listed = (list: (typeof lists)[number], selected: string) =>
    `query ($orderBy: [${orderOf(list).order}!]) {
      list: ${list.name}(${list.name === 'changeCalendar' ? range : ''}first: 100, orderBy: $orderBy) { ${selected} } }`;

  it.each(lists.map((list) => [list.name, list] as const))('of %s reverses the list', async (_name, list) => {
    for (const field of orderOf(list).fields) {
      const [ascending, descending] = await Promise.all(
        ['ASC', 'DESC'].map(async (direction) => {
          const orderBy = { field, direction };
          const data = await admin.ok(listed(list, 'edges { cursor }'), { orderBy });
          return data.list.edges.map(({ cursor }: { cursor: string }) => valuesIn(cursor));
        }),
      );
      expect(descending).toEqual(ascending.toReversed());
    }
  });

  it.each(lists.map((list) => [list.name, list] as const))('of %s takes one field', async (_name, list) => {
    const [field] = orderOf(list).fields;
    const one = { field, direction: 'ASC' };
    for (const orderBy of [null, [], [one]])
      await admin.ok(listed(list, 'nodes { __typename }'), { orderBy });
    const error = await admin.refused(listed(list, 'nodes { __typename }'), { orderBy: [one, one] });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'orderBy', rule: 'TOO_MANY' });
    expect(error.message).toBe(
      'orderBy must have at most 1 field; it has 2. The id follows it in the same direction.',
    );
  });
});

/** The values in a cursor, without the name of its order. */
function valuesIn(cursor: string): unknown[] {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString()).slice(1);
}

describe('nested pages', () => {
  it('belong to their ticket: the last three comments of each of many tickets, with their counts', async () => {
    const chosen = made.slice(0, 12);
    for (const [i, ticket] of chosen.entries()) {
      for (let n = 1; n <= i % 5; n += 1)
        await admin.done('addComment', { ticketId: ticket.id, body: `${i}.${n}` }, 'comment { id }');
    }
    const { nodes } = await admin.ok(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Ticket { id
        comments(last: 3) { totalCount nodes { body } pageInfo { hasPreviousPage hasNextPage startCursor } }
        firstComment: comments(first: 1) { nodes { body } pageInfo { hasNextPage } } } } }`,
      { ids: chosen.map((ticket) => ticket.id) },
    );
    for (const [i, ticket] of chosen.entries()) {
      const all = Array.from({ length: i % 5 }, (_, n) => `${i}.${n + 1}`);
      expect(nodes[i].id).toBe(ticket.id);
      expect(nodes[i].comments.totalCount).toBe(all.length);
      expect(nodes[i].comments.nodes.map((node: { body: string }) => node.body)).toEqual(all.slice(-3));
      expect(nodes[i].comments.pageInfo.hasPreviousPage).toBe(all.length > 3);
      expect(nodes[i].firstComment.nodes.map((node: { body: string }) => node.body)).toEqual(all.slice(0, 1));
      expect(nodes[i].firstComment.pageInfo.hasNextPage).toBe(all.length > 1);
    }
    const fourth = nodes[4].comments.pageInfo.startCursor;
    const { ticket } = await admin.ok(
      'query ($id: ID!, $before: String) { ticket(id: $id) { comments(last: 3, before: $before) { nodes { body } } } }',
      { id: chosen[4]?.id, before: fourth },
    );
    expect(ticket.comments.nodes).toEqual([{ body: '4.1' }]);
  });

  it('refuse invalid arguments like any list', async () => {
    for (const list of ['comments', 'timeline', 'attachments']) {
      const error = await admin.refused(
        `query ($id: ID!) { ticket(id: $id) { ${list}(first: 101) { totalCount } } }`,
        { id: made[0]?.id },
      );
      expect({ list, code: error.extensions?.code }).toEqual({ list, code: 'BAD_USER_INPUT' });
    }
  });
});

describe('nodes', () => {
  it('returns the objects in the order of their ids, with null for each that does not exist', async () => {
    const [a, b] = [made[3]?.id ?? '', made[1]?.id ?? ''];
    const { nodes } = await admin.ok('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [b, 'nonsense', a, b],
    });
    expect(nodes).toEqual([{ id: b }, null, { id: a }, { id: b }]);
  });

  it('accepts at most 100 ids', async () => {
    const error = await admin.refused('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array.from({ length: 101 }, () => 'x'),
    });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'ids', rule: 'TOO_MANY' });
  });
});
