import fc from 'fast-check';
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
} from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { modules } from '../../server/modules.js';
import type { Actor } from '../../server/platform/actor/actor.js';
import { scopeOf } from '../../server/platform/actor/scope.js';
import * as enums from '../../server/platform/contract/generated/enums.js';
import { nodeTypes } from '../../server/platform/contract/generated/node-types.js';
import type { TicketFilter } from '../../server/platform/contract/generated/types.js';
import { columns, compile, type Sql, sql } from '../../server/platform/db/sql.js';
import { eventFacts } from '../../server/platform/events/event-facts.js';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import { type FilterFacts, filterFacts } from '../../server/tickets/data/changes.js';
import { TicketEntity, type TicketRow } from '../../server/tickets/data/entities.js';
import { checkedFilter, filterSql, matchesFilter } from '../../server/tickets/data/filter.js';
import { parseTicketNumber, ticketNumber } from '../../server/tickets/rules/ticket-number.js';
import { capabilities } from '../denied/capabilities.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
/** The owner's connection, in which temporary tables hide those of the database. */
let owner: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  for (const { name } of rows)
    await owner.query(`create temporary table ${name} as table public.${name} with no data`);
});
afterAll(async () => {
  await owner.end();
  await world.stop();
});

// Few different values, so that tickets and filters often match.
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ours = id(0);
const ids = fc.constantFrom(id(1), id(2), id(3));
const several = fc.uniqueArray(ids, { maxLength: 2 });
const types = fc.constantFrom('INCIDENT' as const, 'PROBLEM' as const, 'OTHER' as const);
const statuses = fc.constantFrom('AWAITING_APPROVAL', 'NEW', 'TRIAGED', 'ON_HOLD', 'RESOLVED', 'CLOSED');
const labels = fc.constantFrom('a', 'b', '', '{"x"}', 'ünï', 'toString', '__proto__');
const references = fc.constantFrom('R-1', 'R-2', 'NULL', "it's", 'Ünï');
const moments = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-03-29T01:30:00.000Z',
);
const oneOf = (values: Readonly<Record<string, string>>) => fc.constantFrom(...Object.values(values));

/** The columns of a ticket, and its rows in other tables. */
const ticket = fc.record({
  columns: fc.record({
    type: types,
    number: fc.integer({ min: 1, max: 3 }),
    former_numbers: fc.uniqueArray(fc.constantFrom('INC-1', 'PRB-2', 'TKT-3'), { maxLength: 2 }),
    change_kind: fc.option(oneOf(enums.ChangeKind)),
    status: statuses,
    hold_reason: fc.option(oneOf(enums.HoldReason)),
    hold_resume_at: fc.option(moments),
    priority: fc.integer({ min: 1, max: 4 }),
    impact: oneOf(enums.Impact),
    urgency: oneOf(enums.Urgency),
    queue_id: ids,
    assignee_id: fc.option(ids),
    requester_id: ids,
    company_id: fc.option(ids),
    created_by_user_id: fc.option(ids),
    created_by_key_id: ids,
    category_id: fc.option(ids),
    subcategory_id: fc.option(ids),
    labels: fc.uniqueArray(labels, { maxLength: 3 }),
    service_ids: several,
    major_incident: fc.boolean(),
    channel: fc.constantFrom('PORTAL', 'EMAIL', 'API'),
    external_reference: fc.option(references),
    resolution_code: fc.option(references),
    created_at: moments,
    updated_at: moments,
    reported_at: moments,
    resolved_at: fc.option(moments),
    closed_at: fc.option(moments),
    auto_close_at: fc.option(moments),
  }),
  watchers: several,
  affected: several,
  items: several,
  form: fc.option(ids),
  parent: fc.option(ids),
  approvals: fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 1e9 }).map(id),
      state: fc.constantFrom('PENDING', 'REJECTED'),
      user: ids,
      decision: fc.constantFrom(null, 'APPROVED'),
    }),
    { maxLength: 2 },
  ),
  added: fc.record(
    Object.fromEntries(Object.entries(capabilities.facts).map(([name, { values }]) => [name, values])),
  ) as fc.Arbitrary<Record<string, unknown>>,
});
type Generated = typeof ticket extends fc.Arbitrary<infer T> ? T : never;
const manyTickets = fc.array(ticket, { minLength: 40, maxLength: 60 });

/** The users who can ask. */
const actors = fc.constantFrom<Partial<Actor>>(
  { kind: 'user', userId: id(1), role: 'AGENT', teamIds: [id(8)] },
  { kind: 'user', userId: id(2), role: 'REQUESTER', teamIds: [] },
  { kind: 'user', userId: id(3), role: 'ADMIN', teamIds: [id(8), id(9)] },
  { kind: 'key', keyId: id(4), scopes: ['TICKETS_READ'], queueIds: null },
);
const asking = (actor: Partial<Actor>) => ({
  reads: {
    actor: actor as Actor,
    userId: actor.kind === 'user' ? (actor.userId ?? null) : null,
    scope: scopeOf({ organisationId: ours, ...actor } as Actor),
    extensions: modules.extensions,
  },
  // Each queue is worked by one team; see `store`.
  queuesOf: (teamIds: readonly string[]) => [1, 2, 3].filter((n) => teamIds.includes(id(7 + n))).map(id),
  keyOf: (integrationId: string) => [1, 2].map(id).find((_, i) => integrationId === id(21 + i)),
});
const agent = asking({ kind: 'user', userId: id(1), role: 'AGENT', teamIds: [id(8)] });

const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 3 });
const globalIds = (type: (typeof nodeTypes)[number], values = ids) =>
  some(values.map((raw) => toGlobalId(type, raw)));
/** The form in which a client may send a text that is stored in another form. */
const unlikeStored = (texts: fc.Arbitrary<string>) =>
  some(
    fc.oneof(
      texts,
      texts.map((text) => ` ${text.normalize('NFD')} `),
    ),
  );
const range = fc.record({
  from: fc.option(moments.map((moment) => new Date(moment))),
  to: fc.option(moments.map((moment) => new Date(moment))),
});

/** Values for conditions whose SDL type does not say which values could match. */
const usual: { [Field in keyof TicketFilter]: fc.Arbitrary<TicketFilter[Field]> } = {
  ids: globalIds(
    'Ticket',
    fc.integer({ min: 0, max: 60 }).map((n) => id(100 + n)),
  ),
  numbers: some(
    fc
      .tuple(types, fc.integer({ min: 1, max: 4 }))
      .map(([type, number]) => ` ${ticketNumber(type, number).toLowerCase()}`),
  ),
  types: some(types),
  statuses: some(statuses as fc.Arbitrary<enums.TicketStatus>),
  queueIds: globalIds('Queue'),
  teamIds: globalIds('Team', fc.constantFrom(id(8), id(9), id(1))),
  assigneeIds: globalIds('User'),
  requesterIds: globalIds('User'),
  companyIds: globalIds('Company'),
  createdByIds: fc.oneof(
    globalIds('User'),
    globalIds('Integration', fc.constantFrom(id(21), id(22), id(23))),
  ),
  watcherIds: globalIds('User'),
  affectedUserIds: globalIds('User'),
  categoryIds: globalIds('Category'),
  affectedItemIds: globalIds('ConfigurationItem'),
  parentIds: globalIds('Ticket'),
  requestFormIds: globalIds('RequestForm'),
  affectedServiceIds: globalIds('Service'),
  labels: some(
    fc.oneof(
      labels,
      labels.map((label) => ` ${label.toUpperCase()} `),
    ),
  ),
  externalReferences: unlikeStored(references),
  resolutionCodes: unlikeStored(references),
};

/** Generates values for any other condition from its SDL type. */
function derived(field: GraphQLInputField): fc.Arbitrary<unknown> {
  const type = getNullableType(field.type);
  const named = getNamedType(type);
  if (named.name === 'DateTimeRange') return range;
  const value: fc.Arbitrary<unknown> = isEnumType(named)
    ? fc.constantFrom(...named.getValues().map(({ name }) => name))
    : named.name === 'Boolean'
      ? fc.boolean()
      : fc.oneof(labels, references, fc.constantFrom('a', 'ü', 'R-'));
  return isListType(type) ? some(value) : value;
}
const fields = Object.values((contract.getType('TicketFilter') as GraphQLInputObjectType).getFields());
const valuesOf = new Map<string, fc.Arbitrary<unknown>>(
  fields
    .filter(({ name }) => name !== 'anyOf' && name !== 'not')
    .map((field) => [field.name, usual[field.name as keyof TicketFilter] ?? derived(field)]),
);
const names = [...valuesOf.keys()];

/** Generates a filter with these conditions. */
function filterBy(conditions: readonly string[]): fc.Arbitrary<TicketFilter> {
  const values = conditions.map((field) => valuesOf.get(field) ?? fc.constant(null));
  return fc
    .tuple(...values)
    .map((given) => Object.fromEntries(conditions.map((field, i) => [field, given[i]])) as TicketFilter);
}
/** Generates a filter with up to three conditions. */
const flat = fc.subarray(names, { maxLength: 3 }).chain(filterBy);
/** Generates filters in filters. */
const nested: fc.Arbitrary<TicketFilter> = fc.letrec<{ filter: TicketFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    flat,
    fc
      .record({
        own: flat,
        anyOf: fc.option(fc.array(tie('filter'), { maxLength: 2 })),
        not: fc.option(tie('filter')),
      })
      .map(({ own, anyOf, not }) => ({ ...own, anyOf, not })),
  ),
})).filter;

/** Stores the tickets. Returns the facts that an event about each of them has. */
async function store(tickets: readonly Generated[]): Promise<FilterFacts[]> {
  const key = (i: number) => ({ organisation_id: ours, ticket_id: id(100 + i) });
  const rowsOf = (table: (one: Generated) => readonly object[]) =>
    tickets.flatMap((one, i) => table(one).map((row) => ({ ...key(i), ...row })));
  const people = (participation: string, userIds: readonly string[]) =>
    userIds.map((user_id) => ({ participation, user_id }));
  const tables: Record<string, object[]> = {
    queues: [1, 2, 3].map((n) => ({
      organisation_id: ours,
      id: id(n),
      team_id: id(7 + n),
      visibility: n === 1 ? 'ORGANISATION' : 'TEAM',
    })),
    users: [1, 2, 3].map((n) => ({
      organisation_id: ours,
      id: id(n),
      left_at: n === 3 ? '2026-01-01' : null,
    })),
    tickets: tickets.map(({ columns }, i) => ({
      organisation_id: ours,
      id: id(100 + i),
      ...columns,
      // A user or a program creates a ticket.
      ...(columns.created_by_user_id ? { created_by_key_id: null } : {}),
    })),
    former_ticket_numbers: rowsOf(({ columns }) =>
      columns.former_numbers.map((former) => {
        const { type, number } = parseTicketNumber(former) ?? {};
        return { type, number };
      }),
    ),
    ticket_labels: rowsOf(({ columns }) => columns.labels.map((label) => ({ label }))),
    ticket_services: rowsOf(({ columns }) => columns.service_ids.map((service_id) => ({ service_id }))),
    ticket_configuration_items: rowsOf(({ items }) => items.map((item_id) => ({ item_id }))),
    ticket_forms: rowsOf(({ form }) => (form ? [{ form_id: form }] : [])),
    ticket_links: tickets.flatMap(({ parent }, i) => [
      ...(parent
        ? [{ organisation_id: ours, kind: 'PARENT_OF', from_ticket_id: parent, to_ticket_id: id(100 + i) }]
        : []),
      { organisation_id: ours, kind: 'RELATED_TO', from_ticket_id: id(1), to_ticket_id: id(100 + i) },
    ]),
    approvals: rowsOf(({ approvals }) => approvals.map(({ id, state }) => ({ id, state }))),
    approvers: tickets.flatMap(({ approvals }) =>
      approvals.map(({ id: approval_id, user: user_id, decision }) => ({
        organisation_id: ours,
        approval_id,
        user_id,
        decision,
      })),
    ),
    ticket_people: rowsOf(({ watchers, affected }) => [
      ...people('WATCHER', watchers),
      ...people('AFFECTED', affected),
      ...people('APPROVER', watchers),
    ]),
  };
  for (const [name, { table, rows }] of Object.entries(capabilities.facts))
    tables[table.split(' ')[0] ?? ''] = rowsOf(({ added }) => rows(added[name]));
  await owner.query(`truncate ${Object.keys(tables).join(', ')}`);
  for (const [table, rows] of Object.entries(tables)) {
    await owner.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  const facts = [...modules.extensions.at(eventFacts)].map(
    ([name, of]) => sql`${name}::text, ${of(ours, sql.raw('e.id'))}`,
  );
  const rows = await all<TicketRow & { added: NonNullable<FilterFacts['added']> }>(
    sql`select ${columns(TicketEntity, 'e')}, jsonb_build_object(${sql.join(facts)}) as added from tickets e order by e.id`,
  );
  return rows.map((row) => {
    const own = filterFacts({ ...row, createdAt: new Date(row.createdAt) });
    return { ...own, added: row.added };
  });
}

async function all<R>(statement: Sql): Promise<R[]> {
  const { sql: text, parameters } = compile(statement);
  return (await owner.query(text, [...parameters])).rows as R[];
}

type Asking = ReturnType<typeof asking>;

/** Which of the stored tickets each filter matches in PostgreSQL. */
async function inPostgres(filters: readonly TicketFilter[], by: Asking): Promise<boolean[][]> {
  const found: boolean[][] = [];
  for (let i = 0; i < filters.length; i += 50) {
    const conditions = filters
      .slice(i, i + 50)
      .map((given) => sql`coalesce(${filterSql(ours, checkedFilter(given, by))}, false)`);
    const rows = await all<{ found: boolean[] }>(
      sql`select array[${sql.join(conditions)}] as found from tickets t order by t.id`,
    );
    found.push(...conditions.map((_, at) => rows.map((row) => row.found[at] === true)));
  }
  return found;
}

function overFacts(filters: readonly TicketFilter[], by: Asking, facts: readonly FilterFacts[]): boolean[][] {
  return filters.map((given) => {
    const checked = checkedFilter(given, by);
    return facts.map((one) => matchesFilter(checked, one));
  });
}

/** Compares filters of lists with those of subscriptions. Returns the numbers of matching and other tickets. */
async function compare(filters: fc.Arbitrary<TicketFilter[]>, numRuns: number) {
  const seen = { matched: 0, leftOut: 0 };
  await fc.assert(
    fc.asyncProperty(manyTickets, filters, actors, async (tickets, given, actor) => {
      const by = asking(actor);
      const facts = await store(tickets);
      const pushed = overFacts(given, by, facts);
      expect(pushed).toEqual(await inPostgres(given, by));
      seen.matched += pushed.flat().filter(Boolean).length;
      seen.leftOut += pushed.flat().filter((one) => !one).length;
    }),
    { numRuns, endOnFailure: true },
  );
  return seen;
}

describe('a filter', { timeout: 60_000 }, () => {
  it.each(names)('by %s matches the same tickets in a list and in a subscription', async (field) => {
    const filters = fc.array(filterBy([field]), { minLength: 20, maxLength: 20 });
    const all = { matched: 0, leftOut: 0 };
    // A few actors can be API keys, which no ticket concerns: then `viewer` matches nothing.
    for (let round = 0; round === 0 || (round < 10 && (all.matched === 0 || all.leftOut === 0)); round += 1) {
      const { matched, leftOut } = await compare(filters, 3);
      all.matched += matched;
      all.leftOut += leftOut;
    }
    expect(all.matched).toBeGreaterThan(0);
    expect(all.leftOut).toBeGreaterThan(0);
  });

  it('by any two conditions, also under `anyOf` and `not`, matches the same tickets in both', async () => {
    const pairs = names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other] as const));
    const ofPair = ([one, other]: readonly [string, string]) =>
      fc.oneof(
        filterBy([one, other]),
        fc.tuple(filterBy([one]), filterBy([other])).map((anyOf) => ({ anyOf })),
        fc.tuple(filterBy([one]), filterBy([other])).map(([own, not]) => ({ ...own, not })),
      );
    const { matched, leftOut } = await compare(fc.tuple(...pairs.map(ofPair)), 3);
    expect(matched).toBeGreaterThan(pairs.length);
    expect(leftOut).toBeGreaterThan(pairs.length);
  });

  it('with filters in filters matches the same tickets in a list and in a subscription', async () => {
    const bounded = nested.filter((given) => sizeOf(given) <= 20);
    const { matched, leftOut } = await compare(fc.array(bounded, { minLength: 40, maxLength: 40 }), 5);
    expect(matched).toBeGreaterThan(100);
    expect(leftOut).toBeGreaterThan(100);
  });

  const sizeOf = ({ anyOf, not }: TicketFilter): number =>
    1 + (anyOf ?? []).reduce((sum, one) => sum + sizeOf(one), 0) + (not ? sizeOf(not) : 0);

  it.each(names)(
    'by %s depends on no clock: a live view needs an event for whatever changes it',
    async (field) => {
      // The conditions with their parameters say all of it.
      const facts = await store(fc.sample(ticket, 40));
      const given = fc.sample(filterBy([field]), 40);
      const saidAt = (moment: string) => {
        vi.setSystemTime(moment);
        const said = given.map((one) => compile(filterSql(ours, checkedFilter(one, agent))));
        return { said, pushed: overFacts(given, agent, facts) };
      };
      try {
        const now = saidAt('2026-01-01T00:00:00.000Z');
        expect(saidAt('2028-02-29T12:00:00.000Z')).toEqual(now);
        for (const { sql: text } of now.said)
          expect(text).not.toMatch(
            /\bnow\(|\b(current|local)_?(time|date)|_timestamp\(|\bage\(|'(now|today)'/,
          );
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('without conditions matches every ticket', async () => {
    const facts = await store(fc.sample(ticket, 40));
    const given: TicketFilter[] = [
      {},
      { labels: null, createdAt: null, assignee: null, anyOf: null, not: null },
      { createdAt: {} },
      { anyOf: [{}] },
      { not: { labels: [] } },
    ];
    for (const found of [...overFacts(given, agent, facts), ...(await inPostgres(given, agent))])
      expect(found.every(Boolean)).toBe(true);
  });

  it('with an empty list in any condition matches nothing', async () => {
    const facts = await store(fc.sample(ticket, 40));
    const lists = fields.filter(({ type }) => isListType(getNullableType(type)));
    expect(lists.length).toBeGreaterThan(20);
    const given: TicketFilter[] = [
      ...lists.map(({ name }) => ({ [name]: [] })),
      { not: {} },
      { statuses: ['NEW'], statusCategories: ['DONE'] },
    ];
    for (const found of [...overFacts(given, agent, facts), ...(await inPostgres(given, agent))])
      expect(found.some(Boolean)).toBe(false);
  });

  it('includes the start of a time range and excludes its end', async () => {
    const [facts] = (await store(fc.sample(ticket, 1))) as [FilterFacts];
    const at = new Date(facts.createdAt);
    expect(overFacts([{ createdAt: { from: at } }, { createdAt: { to: at } }], agent, [facts])).toEqual([
      [true],
      [false],
    ]);
  });

  it('delivers an event that was recorded before its facts were stored, and not the time before a ticket', async () => {
    const [facts] = (await store(fc.sample(ticket, 1))) as [FilterFacts];
    const { added: _, ...old } = facts;
    const given: TicketFilter[] = [
      { impacts: [] },
      { not: { impacts: ['HIGH', 'MEDIUM', 'LOW'] } },
      { impacts: [], types: [] },
      { anyOf: [{ types: [] }, { impacts: [] }] },
    ];
    expect(overFacts(given, agent, [old]).flat()).toEqual([true, true, false, true]);
    expect(overFacts([{}, { not: { types: [] } }], agent, [{ ...facts, added: {} }]).flat()).toEqual([
      false,
      false,
    ]);
  });

  it('is bounded in depth and size', () => {
    const deep = (levels: number): TicketFilter => (levels === 1 ? {} : { not: deep(levels - 1) });
    const wide = (filters: number): TicketFilter => ({
      anyOf: Array.from({ length: filters - 1 }, () => ({})),
    });
    for (const given of [deep(4), wide(20)]) expect(() => checkedFilter(given, agent)).not.toThrow();
    expect(() => checkedFilter(deep(5), agent)).toThrow(
      expect.objectContaining({ argument: 'filter.not.not.not.not', rule: 'TOO_DEEP' }),
    );
    expect(() => checkedFilter(wide(21), agent)).toThrow(
      expect.objectContaining({ argument: 'filter.anyOf.19', rule: 'TOO_MANY' }),
    );
    expect(() =>
      checkedFilter({ not: { anyOf: [{ labels: Array.from({ length: 101 }, () => 'a') }] } }, agent),
    ).toThrow(expect.objectContaining({ argument: 'filter.not.anyOf.0.labels', rule: 'TOO_MANY' }));
  });

  it('shows requesters neither other watchers nor teams', async () => {
    const facts = await store(fc.sample(ticket, 60));
    const requester = asking({ kind: 'user', userId: id(2), role: 'REQUESTER', teamIds: [] });
    const others: TicketFilter[] = [
      { watcherIds: [toGlobalId('User', id(1)), toGlobalId('User', id(3))] },
      { teamIds: [toGlobalId('Team', id(8)), toGlobalId('Team', id(9)), toGlobalId('Team', id(10))] },
    ];
    expect(overFacts(others, requester, facts).flat()).not.toContain(true);
    expect((await inPostgres(others, requester)).flat()).not.toContain(true);
    const [own] = overFacts([{ watcherIds: [toGlobalId('User', id(2))] }], requester, facts);
    expect(own).toContain(true);
  });
});
