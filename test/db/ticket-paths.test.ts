import { isInputObjectType } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderDirection, TicketOrderField } from '../../server/platform/contract/generated/enums.js';
import type { TicketFilter, TicketOrder } from '../../server/platform/contract/generated/types.js';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import { listTickets } from '../../server/tickets/data/reads.js';
import { Client } from '../harness/client.js';
import { directory, rawId } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { type Cost, Measured } from './explained.js';

const TICKETS = 100_000;
const MOST_BUFFERS = 2000;
const MOST_REMOVED = 5000;

let world: World;
let readers: Record<string, Client> = {};
/** Global ids of objects that one ticket in a thousand refers to, and of an agent without tickets. */
let rare: Record<
  'queue' | 'assignee' | 'requester' | 'category' | 'subcategory' | 'service' | 'nobody',
  string
>;

/** For each field, one ticket in a thousand has a rare value. All others have a usual value. */
beforeAll(async () => {
  world = await startWorld();
  const admin = await world.as('admin');
  const { teams } = await directory(admin);
  const made = async (mutation: string, input: object, what: string): Promise<string> =>
    (await admin.done(mutation, { ...input }, `${what} { id }`))[what].id;
  const user = (name: string, role: string) =>
    made('createUser', { name, email: `${name}@example.com`, role, password }, 'user');
  const category = (name: string, parentId?: string) =>
    made('createCategory', { name, ticketType: 'INCIDENT', parentId }, 'category');
  rare = {
    queue: await made('createQueue', { name: 'Rare', teamId: teams.Network }, 'queue'),
    assignee: await user('seldom', 'AGENT'),
    requester: await user('quiet', 'REQUESTER'),
    category: await category('Rare'),
    subcategory: await category('Rarer', await category('Usual')),
    service: await made(
      'createService',
      { name: 'Rare', ownerTeamId: teams.Network, criticality: 'LOW' },
      'service',
    ),
    nobody: await user('idle', 'AGENT'),
  };
  await load();
  const scopes = ['TICKETS_READ'];
  const key = await admin.done(
    'createApiKey',
    { name: 'One queue', scopes, queueIds: [rare.queue] },
    'secret',
  );
  readers = {
    'an administrator': admin,
    'an agent': await world.as('agent'),
    'a requester': await Client.signIn(() => world.url, 'quiet@example.com', password),
    'a key of one queue': world.withToken(key.secret),
  };
}, 300_000);
afterAll(async () => {
  await world.stop();
});

const password = 'long enough';

/** Inserts the tickets without checking their foreign keys. */
async function load(): Promise<void> {
  const owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  try {
    await owner.query('set session_replication_role = replica');
    const { queue, assignee, requester, category, subcategory, service } = rare;
    await owner.query(tickets, [queue, assignee, requester, category, subcategory].map(rawId));
    await owner.query(`insert into ticket_labels (organisation_id, ticket_id, label)
      select organisation_id, id, unnest(labels) from tickets where number > 1000000`);
    await owner.query(
      `insert into ticket_services (organisation_id, ticket_id, service_id)
       select t.organisation_id, t.id, case when t.number % 1000 = 12 then $1 else s.id end from tickets t
       join services s on s.organisation_id = t.organisation_id and s.name = 'VPN'
       where t.number > 1000000 and (t.number % 1000 = 12 or t.number % 3 = 0)`,
      [rawId(service)],
    );
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
}

const day = (number: number) => new Date(Date.UTC(2024, 0, 1) + number * 86_400_000);

const tickets = `
  insert into tickets (organisation_id, id, type, number, status, held_from, subject, description, channel, impact, urgency, priority,
    matrix_priority, requester_id, queue_id, dispatched, assignee_id, category_id, subcategory_id, external_reference, labels,
    created_at, updated_at, reported_at)
  select o.id, gen_random_uuid(), case i % 1000 when 1 then 'PROBLEM' else case i % 3 when 0 then 'INCIDENT' else 'SERVICE_REQUEST' end end,
    1000000 + i, case i % 1000 when 2 then 'ON_HOLD' else case when i % 20 = 0 then 'NEW' else 'CLOSED' end end,
    case i % 1000 when 2 then 'NEW' end, 'One of many', repeat('It began this morning. ', 10),
    case i % 1000 when 3 then 'MONITORING' else case i % 2 when 0 then 'PORTAL' else 'EMAIL' end end,
    'MEDIUM', 'MEDIUM', case i % 1000 when 4 then 1 else 2 + i % 3 end, 3,
    case i % 1000 when 5 then $3::uuid else (usual.people)[1 + i % 2] end,
    case i % 1000 when 6 then $1::uuid else (usual.queues)[1 + i % 3] end, true,
    case i % 1000 when 7 then $2::uuid when 8 then null else (usual.people)[3 + i % 2] end,
    case i % 1000 when 9 then $4::uuid else usual.category end, case i % 1000 when 10 then $5::uuid end,
    case i % 1000 when 11 then 'RARE' else case i % 4 when 0 then 'EXT-' || i end end,
    case i % 1000 when 13 then '{rare}'::text[] else case i % 5 when 0 then '{network}'::text[] when 1 then '{network,vip}' else '{}' end end,
    timestamptz '2024-01-01Z' + i * interval '864 seconds', timestamptz '2024-01-01Z' + (i * 7919 % ${TICKETS}) * interval '864 seconds',
    timestamptz '2024-01-01Z' + i * interval '864 seconds'
  from organisations o, generate_series(1, ${TICKETS}) i, lateral (select
    (select array_agg(u.id order by u.email desc) from users u where u.organisation_id = o.id and u.email like any
      ('{requester@%,requester2@%,agent@%,agent2@%}')) as people,
    (select array_agg(q.id order by q.name) from queues q where q.organisation_id = o.id and q.name <> 'Rare') as queues,
    (select c.id from categories c where c.organisation_id = o.id and c.name = 'Usual') as category) usual
  where o.name = 'Example' and cardinality(usual.people) = 4 and cardinality(usual.queues) = 3`;

/**
 * Every condition of the filter: `rare` matches one ticket in a thousand, and `none`, where possible, matches
 * no ticket.
 */
const conditions: Record<string, { rare: () => TicketFilter[]; none?: () => TicketFilter }> = {
  types: { rare: () => [{ types: ['PROBLEM'] }], none: () => ({ types: ['OTHER'] }) },
  statuses: { rare: () => [{ statuses: ['ON_HOLD'] }], none: () => ({ statuses: ['CANCELLED'] }) },
  statusCategories: { rare: () => [{ statusCategories: ['WAITING'] }] },
  priorities: { rare: () => [{ priorities: ['P1'] }] },
  queueIds: { rare: () => [{ queueIds: [rare.queue] }], none: () => ({ queueIds: [rare.nobody] }) },
  assigneeIds: {
    rare: () => [{ assigneeIds: [rare.assignee] }],
    none: () => ({ assigneeIds: [rare.nobody] }),
  },
  unassigned: { rare: () => [{ unassigned: true }] },
  requesterIds: {
    rare: () => [{ requesterIds: [rare.requester] }],
    none: () => ({ requesterIds: [rare.nobody] }),
  },
  categoryIds: {
    rare: () => [
      { categoryIds: [rare.category] },
      { categoryIds: [rare.subcategory] },
      { categoryIds: [rare.category, rare.subcategory] },
    ],
    none: () => ({ categoryIds: [toGlobalId('Category', rawId(rare.nobody))] }),
  },
  labels: {
    rare: () => [{ labels: ['rare'] }, { labels: ['unused', 'rare'] }],
    none: () => ({ labels: ['unused'] }),
  },
  serviceIds: {
    rare: () => [{ serviceIds: [rare.service] }],
    none: () => ({ serviceIds: [toGlobalId('Service', rawId(rare.nobody))] }),
  },
  channels: { rare: () => [{ channels: ['MONITORING'] }], none: () => ({ channels: ['PHONE'] }) },
  externalReferences: {
    rare: () => [{ externalReferences: ['RARE'] }, { externalReferences: ['RARE', 'EXT-4'] }],
    none: () => ({ externalReferences: ['NONE'] }),
  },
  createdAt: {
    rare: () => [
      { createdAt: { from: day(500), to: day(501) } },
      { createdAt: { to: day(1) } },
      { createdAt: { from: day(999) } },
    ],
    none: () => ({ createdAt: { from: day(2000) } }),
  },
};

/** The reads that may cost more, each with the reason. */
const exceptions: Record<string, string> = {};

const orders: readonly TicketOrder[] = Object.values(TicketOrderField).flatMap((field) =>
  Object.values(OrderDirection).map((direction) => ({ field, direction })),
);

/** Measures the first page of the ticket list for one reader. */
async function costOf(reader: string, filter: TicketFilter | null, order: TicketOrder): Promise<Cost> {
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of(readers[reader]?.token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  const reads = new Measured(world.app.services, actor);
  const asked = new Set(['number', 'subject', 'status', 'queue', 'assignee']);
  try {
    await listTickets(reads, filter, [order], { first: 50 }, asked);
  } finally {
    await reads.close();
  }
  return reads.costs[0] as Cost;
}

describe('a page of 50 of a hundred thousand tickets', { timeout: 120_000 }, () => {
  it('is measured with every condition of the contract', () => {
    const filter = contract.getType('TicketFilter');
    const all = isInputObjectType(filter) ? Object.keys(filter.getFields()) : [];
    expect(Object.keys(conditions).sort()).toEqual(all.sort());
    expect(orders.length).toBeGreaterThan(5);
  });

  const readerNames = ['an administrator', 'an agent', 'a requester', 'a key of one queue'] as const;
  const tooExpensive = (name: string, { buffers, removed, found, plan }: Cost): string | null =>
    (buffers > MOST_BUFFERS || removed > MOST_REMOVED) && !exceptions[name]
      ? `${name}: ${buffers} buffers, ${removed} removed, ${found} found: ${plan}`
      : null;

  it.each(readerNames)('reads few rows in every order for %s', async (reader) => {
    const found: (string | null)[] = [];
    for (const order of orders) {
      const cost = await costOf(reader, null, order);
      expect(cost.found).toBe(51);
      found.push(tooExpensive(`${reader}, ${Object.values(order)}`, cost));
    }
    expect(found.filter(Boolean)).toEqual([]);
  });

  it.each(readerNames)('reads few rows with each single condition in every order for %s', async (reader) => {
    const found: (string | null)[] = [];
    for (const { rare: givenOf } of Object.values(conditions))
      for (const given of givenOf())
        for (const order of orders) {
          const cost = await costOf(reader, given, order);
          if (reader === 'an administrator') expect([given, cost.found]).toEqual([given, 51]);
          found.push(tooExpensive(`${reader}, ${Object.keys(given)}, ${Object.values(order)}`, cost));
        }
    expect(found.filter(Boolean)).toEqual([]);
  });

  it.each(readerNames)('reads almost nothing for a condition that no ticket meets for %s', async (reader) => {
    for (const { none } of Object.values(conditions))
      for (const order of none ? orders : []) {
        const { found, buffers, plan } = await costOf(reader, none?.() ?? null, order);
        // The demo data has a few matching tickets.
        expect([none?.(), found < 5, buffers < 200 || plan]).toEqual([none?.(), true, true]);
      }
  });
});
