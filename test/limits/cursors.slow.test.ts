import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { review } from '../closure/support.js';
import { sameOverBoth, stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { allPositions, contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { type Ids, oneOfEach } from './fixtures.js';

let world: World;
let admin: Client;
let outsider: Client;
let ours: Ids;
let theirs: Ids;

beforeAll(async () => {
  world = await startWorld();
  await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
  admin = await world.as('admin');
  outsider = await world.as('outsider@example.org');
  [ours, theirs] = [await oneOfEach(admin), await oneOfEach(outsider)];
  await fillLists(admin, ours);
  await fillLists(outsider, theirs);
});
afterAll(() => world.stop());

/** Fills the lists of tickets that `oneOfEach` leaves empty. */
async function fillLists(client: Client, { user }: Ids): Promise<void> {
  const { id: ticketId } = await report(client, { affectedUserIds: [user] });
  const problem = await report(client, { type: 'PROBLEM' });
  const link = { ticketId, relation: 'HAS_PROBLEM', otherTicketId: problem.id };
  await client.done('linkTickets', link, '__typename');
  await client.done('startInvestigation', { ticketId }, '__typename');
  const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
  await client.done('resolveTicket', { ticketId, ...resolution }, '__typename');
  await client.done('reviewTicket', { ticketId, ...review }, '__typename');
  await client.done('closeTicket', { ticketId, closureSummary: 'Done.' }, '__typename');
  await report(client, { followUpOfId: ticketId });
}

/** All lists with cursors: root fields, and fields of a ticket. */
const lists: { name: string; nested: boolean }[] = [
  ...new Set(
    allPositions()
      .filter((it) => it.operation === 'query' && it.path[0] === 'after')
      .map((it) => it.field),
  ),
]
  .map((name) => ({ name, nested: false }))
  .concat(listsOfTickets().map((name) => ({ name, nested: true })));

function listsOfTickets(): string[] {
  const ticket = contract.getType('Ticket');
  if (!isObjectType(ticket)) throw new Error('there are no tickets');
  const fields = Object.values(ticket.getFields());
  return fields.filter((field) => field.args.some(({ name }) => name === 'after')).map((field) => field.name);
}

const cases = lists.map((list): [string, (typeof lists)[number]] => [
  `${list.nested ? 'Ticket.' : ''}${list.name}`,
  list,
]);

type Way = 'after' | 'before';

const DAY_MS = 86_400_000;
const day = (n: number) => new Date(Date.now() + n * DAY_MS).toISOString();
/** The required arguments of lists. */
const required: Record<string, string> = { changeCalendar: `from: "${day(-1)}", to: "${day(2)}", ` };

function documentOf({ name, nested }: (typeof lists)[number], way: Way): string {
  const size = way === 'after' ? 'first: 100' : 'last: 100';
  const node = ['timeline', 'accessRecords', 'links', 'changeCalendar'].includes(name) ? '__typename' : 'id';
  const list = `${name}(${required[name] ?? ''}${size}, ${way}: $cursor) { edges { cursor node { ${node} } } }`;
  return nested
    ? `query ($cursor: String, $id: ID!) { ticket(id: $id) { ${list} } }`
    : `query ($cursor: String) { ${list} }`;
}

const filled = new Map<string, Promise<string>>();

/** The ticket of a client whose list is not empty, or any ticket. */
function ticketWith(client: Client, name: string): Promise<string> {
  const key = `${client === admin ? 'ours' : 'theirs'} ${name}`;
  const known =
    filled.get(key) ??
    client
      .ok(`{ tickets(first: 100) { nodes { id ${name}(first: 1) { edges { cursor } } } } }`)
      .then(({ tickets }) =>
        tickets.nodes.find((one: Record<string, { edges: [] }>) => one[name]?.edges.length),
      )
      .then((ticket) => ticket?.id ?? (client === admin ? ours.ticket : theirs.ticket));
  filled.set(key, known);
  return known;
}

async function ask(client: Client, list: (typeof lists)[number], cursor: string | null, way: Way = 'after') {
  const id = list.nested ? await ticketWith(client, list.name) : '';
  const variables = { cursor, ...(list.nested ? { id } : {}) };
  const { data, errors } = await sameOverBoth(client, documentOf(list, way), variables);
  const found = list.nested ? data?.ticket?.[list.name] : data?.[list.name];
  return { edges: (found?.edges ?? []) as { cursor: string; node: { id?: string } }[], errors };
}

const refused = (way: Way) => [{ extensions: { code: 'BAD_USER_INPUT', argument: way, rule: 'CURSOR' } }];
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The values in a readable cursor. For a sealed cursor, values of the kind that it could hold. */
const decode = (cursor: string, list: string): (string | number)[] =>
  list === 'timeline' ? [list, 1] : JSON.parse(Buffer.from(cursor, 'base64url').toString());

describe('a forged cursor', () => {
  afterAll(() => stillServes(world));

  it.each(cases)('is refused by %s', async (_name, list) => {
    const [edge] = (await ask(admin, list, null)).edges;
    if (!edge) throw new Error('the list is empty');
    const [kind = '', ...values] = decode(edge.cursor, list.name);
    const forged = [
      '',
      'x',
      '!!!',
      'bnVsbA',
      encode(null),
      encode({}),
      encode([]),
      encode('x'),
      encode([kind]),
      encode([kind, ...values, 1]),
      encode([`${kind} `, ...values]),
      encode([['x'], ...values]),
      ...values.flatMap((_, i) =>
        [null, true, {}, [], -1.5, 1e300, 'x', '\u0000', "' or 1=1 --", 'x'.repeat(600)].map((value) =>
          encode([kind, ...values.with(i, value as string)]),
        ),
      ),
      `${Buffer.from(`["${kind}",NaN,NaN]`).toString('base64url')}`,
      `${Buffer.from(`["${kind}",1e400,1e400]`).toString('base64url')}`,
      'x'.repeat(100_000),
    ];
    // Names are free text, so any text is a valid cursor here. It can lead only to its place in the order.
    const isText = typeof values[0] === 'string' && !/^\d{4}-|^[0-9a-f-]{36}$/.test(values[0]);
    for (const cursor of forged) {
      for (const way of ['after', 'before'] as const) {
        const { errors } = await ask(admin, list, cursor, way);
        if (isText && errors === undefined && decode(cursor, list.name).length === values.length + 1)
          continue;
        expect({ cursor: cursor.slice(0, 200), errors }).toMatchObject({ errors: refused(way) });
      }
    }
  });

  it.each(cases)(
    'with one flipped bit is refused, or is another valid cursor of the same list: %s',
    async (_name, list) => {
      const { edges } = await ask(admin, list, null);
      const known = new Set(edges.map((edge) => edge.cursor));
      const cursor = edges[0]?.cursor ?? '';
      const bytes = Buffer.from(cursor, 'base64url');
      for (let i = 0; i < bytes.length; i += 3) {
        const turned = Buffer.from(bytes);
        turned[i] = (turned[i] ?? 0) ^ (1 << (i % 8));
        const { errors, edges: found } = await ask(admin, list, turned.toString('base64url'));
        if (errors) expect(errors).toMatchObject(refused('after'));
        else for (const edge of found) expect(known).toContain(edge.cursor);
      }
    },
  );

  it.each(cases)('from another list or another order is refused by %s', async (_name, list) => {
    for (const [, other] of cases) {
      if (other === list) continue;
      const cursor = (await ask(admin, other, null)).edges[0]?.cursor ?? '';
      expect((await ask(admin, list, cursor)).errors).toMatchObject(refused('after'));
    }
    const position = (await admin.ok('{ tickets(first: 1) { eventCursor } }')).tickets.eventCursor;
    expect((await ask(admin, list, position)).errors).toMatchObject(refused('after'));
    for (const order of [
      '{ field: UPDATED_AT, direction: DESC }',
      '{ field: PRIORITY, direction: ASC }',
      '{ field: CREATED_AT, direction: ASC }',
    ]) {
      const { tickets } = await admin.ok(`{ tickets(orderBy: ${order}, first: 1) { edges { cursor } } }`);
      expect((await ask(admin, list, tickets.edges[0].cursor)).errors).toMatchObject(refused('after'));
    }
  });

  it.each(cases)(
    "from another organisation shows only the own organisation's objects in %s",
    async (_name, list) => {
      const own = new Set((await ask(outsider, list, null)).edges.map((edge) => edge.cursor));
      for (const { cursor } of (await ask(admin, list, null)).edges.slice(0, 5)) {
        for (const way of ['after', 'before'] as const) {
          const { edges } = await ask(outsider, list, cursor, way);
          for (const edge of edges) expect(own).toContain(edge.cursor);
        }
      }
    },
  );
});

describe('a forged event cursor', () => {
  afterAll(() => stillServes(world));
  const streams: [string, string][] = [
    [
      'ticketEvents',
      'subscription ($after: String) { ticketEvents(after: $after) { __typename ... on ResyncRequired { resyncReason } } }',
    ],
    [
      'ticketUpdated',
      'subscription ($after: String, $id: ID!) { ticketUpdated(id: $id, after: $after) { __typename ... on ResyncRequired { resyncReason } } }',
    ],
  ];

  it.each(streams)('makes %s start over without an error', async (name, document) => {
    const cursor = (await admin.ok('{ tickets(first: 1) { eventCursor } }')).tickets.eventCursor;
    const foreign = (await outsider.ok('{ tickets(first: 1) { eventCursor } }')).tickets.eventCursor;
    const ticketCursor = (await admin.ok('{ tickets(first: 1) { edges { cursor } } }')).tickets.edges[0]
      .cursor;
    const [{ id: organisation } = { id: '' }] = await world.rows<{ id: string }>(
      "select id from organisations where name = 'Example'",
    );
    const bytes = Buffer.from(cursor, 'base64url');
    const flipped = [...bytes.keys()].map((i) =>
      Buffer.from(bytes.map((byte, at) => (at === i ? byte ^ (1 << (i % 8)) : byte))).toString('base64url'),
    );
    const given = [
      '',
      'x',
      foreign,
      ticketCursor,
      ...flipped,
      `${cursor}=`,
      ` ${cursor}`,
      cursor.slice(0, -4),
      // An old format of cursors.
      encode(['event', organisation, 1]),
      encode(['event', organisation, 2 ** 53 - 1]),
      'x'.repeat(10_000),
    ];
    for (const after of given) {
      const stream = admin.subscribe(document, {
        after,
        ...(name === 'ticketUpdated' ? { id: ours.ticket } : {}),
      });
      await stream.until((s) => s.ended !== undefined);
      expect({ after: after.slice(0, 100), items: stream.items }).toMatchObject({
        items: [{ __typename: 'ResyncRequired', resyncReason: 'CURSOR_UNKNOWN' }],
      });
    }
  });
});
