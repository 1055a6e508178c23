import { isInputObjectType } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AssigneeState,
  OrderDirection,
  StatusCategory,
  TicketOrderField,
  type TicketType,
} from '../../server/platform/contract/generated/enums.js';
import type { TicketFilter, TicketOrder } from '../../server/platform/contract/generated/types.js';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import { listTickets } from '../../server/tickets/data/reads.js';
import { ticketNumber } from '../../server/tickets/rules/ticket-number.js';
import { Client } from '../harness/client.js';
import { directory, rawId } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { recount } from '../harness/ticket-counts.js';
import { startWorld, type World } from '../harness/world.js';
import { type Cost, Measured } from './explained.js';

const TICKETS = 100_000;
const MOST_BUFFERS = 2000;
const MOST_REMOVED = 5000;

let world: World;
let readers: Record<string, Client> = {};
/** Global ids of objects that one ticket in a thousand refers to, and of an agent without tickets. */
let rare: Record<
  | 'queue'
  | 'team'
  | 'assignee'
  | 'requester'
  | 'category'
  | 'subcategory'
  | 'service'
  | 'item'
  | 'form'
  | 'company'
  | 'key'
  | 'integration'
  | 'nobody',
  string
>;

/** Tickets, of which the first one is the parent of one in a thousand. */
let known: { id: string; number: string }[] = [];

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
  const team = await made('createTeam', { name: 'Rare' }, 'team');
  const { apiKey } = await admin.done(
    'createApiKey',
    { name: 'Rare', scopes: ['TICKETS_WRITE'] },
    'apiKey { id integration { id } }',
  );
  rare = {
    team,
    queue: await made('createQueue', { name: 'Rare', teamId: team }, 'queue'),
    assignee: await user('seldom', 'AGENT'),
    requester: await user('quiet', 'REQUESTER'),
    category: await category('Rare'),
    subcategory: await category('Rarer', await category('Usual')),
    service: await made(
      'createService',
      { name: 'Rare', ownerTeamId: teams.Network, criticality: 'LOW' },
      'service',
    ),
    item: await made(
      'createConfigurationItem',
      { name: 'Rare', ownerTeamId: teams.Network, criticality: 'LOW', kind: 'OTHER' },
      'configurationItem',
    ),
    form: await made(
      'createRequestForm',
      { name: 'Rare', ticketType: 'INCIDENT', fields: [{ key: 'words', label: 'Words', type: 'TEXT' }] },
      'requestForm',
    ),
    company: (await admin.done('createCompany', { name: 'Rare' }, 'companyId')).companyId,
    key: apiKey.id,
    integration: apiKey.integration.id,
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
    'an agent without tickets': await Client.signIn(() => world.url, 'idle@example.com', password),
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
    const { queue, assignee, requester, category, subcategory, service, item, form, company, key } = rare;
    await owner.query(tickets, [queue, assignee, requester, category, subcategory, company, key].map(rawId));
    await owner.query(`insert into ticket_labels (organisation_id, ticket_id, label)
      select organisation_id, id, unnest(labels) from tickets where number > 1000000`);
    await owner.query(
      `insert into ticket_services (organisation_id, ticket_id, service_id)
       select t.organisation_id, t.id, case when t.number % 1000 = 12 then $1 else s.id end from tickets t
       join services s on s.organisation_id = t.organisation_id and s.name = 'VPN'
       where t.number > 1000000 and (t.number % 1000 = 12 or t.number % 3 = 0)`,
      [rawId(service)],
    );
    const every1000th = (n: number) => `from tickets t where t.number > 1000000 and t.number % 1000 = ${n}`;
    const participation = (kind: string) =>
      `insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access, created_at)
       select t.organisation_id, t.id, case when t.number % 1000 = 20 then $1 else t.requester_id end, '${kind}', true, t.created_at
       from tickets t where t.number > 1000000 and (t.number % 1000 = 20 or t.number % 7 = 0)`;
    for (const kind of ['WATCHER', 'AFFECTED']) await owner.query(participation(kind), [rawId(assignee)]);
    await owner.query(
      `insert into ticket_configuration_items (organisation_id, ticket_id, item_id) select t.organisation_id, t.id, $1 ${every1000th(21)}`,
      [rawId(item)],
    );
    await owner.query(
      `insert into ticket_forms (organisation_id, ticket_id, form_id, form_version, name, answers)
       select t.organisation_id, t.id, $1, 1, 'Rare', '[]' ${every1000th(22)}`,
      [rawId(form)],
    );
    await owner.query(
      `insert into ticket_links (organisation_id, id, kind, from_ticket_id, to_ticket_id, created_at)
       select t.organisation_id, gen_random_uuid(), 'PARENT_OF', parent.id, t.id, t.created_at
       from tickets t, tickets parent where parent.number = 1000010 and t.number > 1000000 and t.number % 1000 = 23`,
    );
    await recount(owner);
    await owner.query('analyze');
    const { rows } = await owner.query<{ id: string; type: TicketType; number: number }>(
      'select id, type, number from tickets where number > 1000000 and number % 1000 = 10 order by number limit 60',
    );
    known = rows.map(({ id, type, number }) => ({
      id: toGlobalId('Ticket', id),
      number: ticketNumber(type, number),
    }));
  } finally {
    await owner.end();
  }
}

const day = (number: number) => new Date(Date.UTC(2024, 0, 1) + number * 86_400_000);

const tickets = `
  insert into tickets (organisation_id, id, type, number, status, held_from, hold_reason, hold_resume_at, change_kind, resolution_code,
    resolved_at, closed_at, auto_close_at, major_incident, created_by_user_id, created_by_key_id, subject, description, channel, impact, urgency, priority,
    matrix_priority, requester_id, queue_id, dispatched, assignee_id, category_id, subcategory_id, external_reference, labels,
    company_id, created_at, updated_at, reported_at)
  select o.id, gen_random_uuid(), case i % 1000 when 1 then 'PROBLEM' else case i % 3 when 0 then 'INCIDENT' else 'SERVICE_REQUEST' end end,
    1000000 + i, case i % 1000 when 2 then 'ON_HOLD' else case when i % 20 = 0 then 'NEW' else 'CLOSED' end end,
    case i % 1000 when 2 then 'NEW' end, case i % 1000 when 2 then 'AWAITING_VENDOR' end,
    case i % 1000 when 2 then timestamptz '2024-01-01Z' + i * interval '864 seconds' end, case i % 1000 when 14 then 'NORMAL' end,
    case i % 1000 when 15 then 'RARE' else 'FIXED' end, timestamptz '2024-01-01Z' + (i * 7879 % ${TICKETS}) * interval '864 seconds',
    timestamptz '2024-01-01Z' + (i * 7877 % ${TICKETS}) * interval '864 seconds',
    case i % 1000 when 24 then timestamptz '2024-01-01Z' + i * interval '864 seconds' end, i % 1000 = 16,
    case i % 1000 when 17 then null when 18 then $2::uuid else (usual.people)[1 + i % 2] end,
    case i % 1000 when 17 then $7::uuid end, 'One of many', repeat('It began this morning. ', 10),
    case i % 1000 when 3 then 'MONITORING' else case i % 2 when 0 then 'PORTAL' else 'EMAIL' end end,
    case i % 1000 when 19 then 'HIGH' else 'MEDIUM' end, case i % 1000 when 19 then 'HIGH' else 'MEDIUM' end, case i % 1000 when 4 then 1 else 2 + i % 3 end, 3,
    case i % 1000 when 5 then $3::uuid else (usual.people)[1 + i % 2] end,
    case i % 1000 when 6 then $1::uuid else (usual.queues)[1 + i % 3] end, true,
    case i % 1000 when 7 then $2::uuid when 8 then null else (usual.people)[3 + i % 2] end,
    case i % 1000 when 9 then $4::uuid else usual.category end, case i % 1000 when 10 then $5::uuid end,
    case i % 1000 when 11 then 'RARE' else case i % 4 when 0 then 'EXT-' || i end end,
    case i % 1000 when 13 then '{rare}'::text[] else case i % 5 when 0 then '{network}'::text[] when 1 then '{network,vip}' else '{}' end end,
    case i % 1000 when 22 then $6::uuid end,
    timestamptz '2024-01-01Z' + i * interval '864 seconds', timestamptz '2024-01-01Z' + (i * 7919 % ${TICKETS}) * interval '864 seconds',
    timestamptz '2024-01-01Z' + (i * 7873 % ${TICKETS}) * interval '864 seconds'
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
  queueIds: {
    rare: () => [{ queueIds: [rare.queue] }],
    none: () => ({ queueIds: [toGlobalId('Queue', rawId(rare.nobody))] }),
  },
  assigneeIds: {
    rare: () => [{ assigneeIds: [rare.assignee] }],
    none: () => ({ assigneeIds: [rare.nobody] }),
  },
  assignee: { rare: () => [{ assignee: ['NONE'] }], none: () => ({ assignee: ['INACTIVE'] }) },
  companyIds: {
    rare: () => [{ companyIds: [rare.company] }],
    none: () => ({ companyIds: [toGlobalId('Company', rawId(rare.nobody))] }),
  },
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
  affectedServiceIds: {
    rare: () => [{ affectedServiceIds: [rare.service] }],
    none: () => ({ affectedServiceIds: [toGlobalId('Service', rawId(rare.nobody))] }),
  },
  ids: {
    rare: () => [{ ids: known.map(({ id }) => id) }],
    none: () => ({ ids: [toGlobalId('Ticket', rawId(rare.nobody))] }),
  },
  numbers: {
    rare: () => [{ numbers: known.map(({ number }) => number) }],
    none: () => ({ numbers: ['TKT-999999999'] }),
  },
  changeKinds: { rare: () => [{ changeKinds: ['NORMAL'] }], none: () => ({ changeKinds: ['EMERGENCY'] }) },
  holdReasons: {
    rare: () => [{ holdReasons: ['AWAITING_VENDOR'] }],
    none: () => ({ holdReasons: ['AWAITING_EVIDENCE'] }),
  },
  resumeAt: {
    rare: () => [{ resumeAt: { from: day(0) } }],
    none: () => ({ resumeAt: { from: day(2000) } }),
  },
  autoCloseAt: {
    rare: () => [{ autoCloseAt: { from: day(0) } }, { autoCloseAt: { to: day(1000) } }],
    none: () => ({ autoCloseAt: { from: day(2000) } }),
  },
  resolutionCodes: {
    rare: () => [{ resolutionCodes: ['RARE'] }],
    none: () => ({ resolutionCodes: ['NONE'] }),
  },
  impacts: { rare: () => [{ impacts: ['HIGH'] }], none: () => ({ impacts: ['LOW'] }) },
  urgencies: { rare: () => [{ urgencies: ['HIGH'] }], none: () => ({ urgencies: ['LOW'] }) },
  teamIds: {
    rare: () => [{ teamIds: [rare.team] }],
    none: () => ({ teamIds: [toGlobalId('Team', rawId(rare.nobody))] }),
  },
  createdByIds: {
    rare: () => [{ createdByIds: [rare.assignee] }, { createdByIds: [rare.integration] }],
    none: () => ({ createdByIds: [rare.nobody] }),
  },
  watcherIds: { rare: () => [{ watcherIds: [rare.assignee] }], none: () => ({ watcherIds: [rare.nobody] }) },
  affectedUserIds: {
    rare: () => [{ affectedUserIds: [rare.assignee] }],
    none: () => ({ affectedUserIds: [rare.nobody] }),
  },
  affectedItemIds: {
    rare: () => [{ affectedItemIds: [rare.item] }],
    none: () => ({ affectedItemIds: [toGlobalId('ConfigurationItem', rawId(rare.nobody))] }),
  },
  requestFormIds: {
    rare: () => [{ requestFormIds: [rare.form] }],
    none: () => ({ requestFormIds: [toGlobalId('RequestForm', rawId(rare.nobody))] }),
  },
  parentIds: {
    rare: () => [{ parentIds: [known[0]?.id ?? ''] }],
    none: () => ({ parentIds: [known[1]?.id ?? ''] }),
  },
  majorIncident: { rare: () => [{ majorIncident: true }, { majorIncident: false }] },
  viewer: {
    rare: () => [
      { viewer: ['ASSIGNED_TO_ME'] },
      { viewer: ['REQUESTED_BY_ME'] },
      { viewer: ['WATCHED_BY_ME'] },
      { viewer: ['AWAITING_MY_APPROVAL'] },
      { viewer: ['MY_TEAMS'] },
      { viewer: ['ASSIGNED_TO_ME', 'MY_TEAMS', 'WATCHED_BY_ME', 'AWAITING_MY_APPROVAL'] },
    ],
  },
  anyOf: {
    rare: () => [
      { anyOf: [{ labels: ['rare'] }, { queueIds: [rare.queue] }, { statuses: ['CLOSED'] }] },
      { anyOf: [{ labels: ['rare'] }, { watcherIds: [rare.assignee] }] },
    ],
    none: () => ({ anyOf: [{ labels: ['unused'] }, { channels: ['PHONE'] }] }),
  },
  not: { rare: () => [{ not: { statuses: ['CLOSED'] } }] },
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

const ranges = ['updatedAt', 'reportedAt', 'resolvedAt', 'closedAt'] as const;
for (const field of ranges) {
  conditions[field] = {
    rare: () => [
      { [field]: { from: day(500), to: day(501) } },
      { [field]: { to: day(1) } },
      { [field]: { from: day(999) } },
    ],
    none: () => ({ [field]: { from: day(2000) } }),
  };
}

/** The reads that may cost more, each with the reason. */
const exceptions: Record<string, string> = {};

const orders: readonly TicketOrder[] = Object.values(TicketOrderField).flatMap((field) =>
  Object.values(OrderDirection).map((direction) => ({ field, direction })),
);

/** Measures the first page of the ticket list for one reader, or the count of all pages. */
async function costOf(
  reader: string,
  filter: TicketFilter | null,
  order: TicketOrder,
  counts = false,
): Promise<Cost> {
  const caller = { traceId: '', address: '127.0.0.1', userAgent: null };
  const { actor } = await world.app.services.authn.of(readers[reader]?.token ?? '').identify(caller);
  if (!actor) throw new Error('the token does not work');
  const reads = new Measured(world.app.services, actor);
  const asked = new Set(['number', 'subject', 'status', 'queue', 'assignee']);
  try {
    const page = await listTickets(reads, filter, [order], { first: 50 }, asked);
    if (counts) await page.count();
  } finally {
    await reads.close();
  }
  // Other tickets that the filter names are looked up first.
  return reads.costs.at(-1) as Cost;
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
          // The administrator works no tickets.
          if (reader === 'an administrator' && !given.viewer)
            expect([given, cost.found]).toEqual([given, 51]);
          found.push(tooExpensive(`${reader}, ${Object.keys(given)}, ${Object.values(order)}`, cost));
        }
    expect(found.filter(Boolean)).toEqual([]);
  });

  it('is counted by the kept counts, almost without reading tickets', async () => {
    const inQueue = { queueIds: [rare.queue], assignee: [AssigneeState.NONE] };
    const given: [string, TicketFilter | null][] = [
      ...['an administrator', 'an agent without tickets', 'a key of one queue'].flatMap((reader) =>
        [null, { statusCategories: [StatusCategory.TODO] }, inQueue].map(
          (filter): [string, TicketFilter | null] => [reader, filter],
        ),
      ),
      // Half of all tickets are theirs: they are not read for queues that all agents see.
      ['an agent', inQueue],
    ];
    for (const [reader, filter] of given) {
      const { buffers, scanned, plan } = await costOf(reader, filter, orders[0] as TicketOrder, true);
      expect([reader, filter, (buffers < 200 && scanned < 500) || plan]).toEqual([reader, filter, true]);
    }
    // An exact count scans each ticket that it counts, in few buffers if an index is enough.
    const exact = await costOf(
      'an administrator',
      { not: { labels: ['rare'] } },
      orders[0] as TicketOrder,
      true,
    );
    expect(exact.scanned).toBeGreaterThan(10_000);
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
