import fc from 'fast-check';
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { nodeTypes } from '../../server/platform/contract/generated/node-types.js';
import type { TicketFilter } from '../../server/platform/contract/generated/types.js';
import { compile, sql } from '../../server/platform/db/sql.js';
import type { AddedFacts } from '../../server/platform/events/event-facts.js';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import type { FilterFacts } from '../../server/tickets/data/changes.js';
import { checkedFilter, filterSql, matchesFilter } from '../../server/tickets/data/filter.js';
import { capabilities } from '../denied/capabilities.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';

const checked = (given: TicketFilter | undefined) => checkedFilter(given, modules.extensions);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

// Few different values, so that tickets and filters often match.
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ids = fc.constantFrom(id(1), id(2), id(3));
const types = fc.constantFrom('INCIDENT', 'PROBLEM', 'OTHER');
const statuses = fc.constantFrom('NEW', 'TRIAGED', 'ON_HOLD', 'RESOLVED', 'CLOSED');
const priorities = fc.constantFrom('P1', 'P2', 'P3', 'P4');
const labels = fc.constantFrom('a', 'b', '', '{"x"}', 'ünï', 'toString', '__proto__');
const channels = fc.constantFrom('PORTAL', 'EMAIL', 'API');
const references = fc.constantFrom('R-1', 'R-2', 'NULL', "it's");
const moments = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-03-29T01:30:00.000Z',
);

const added = Object.entries(capabilities.facts);
const ticket: fc.Arbitrary<FilterFacts> = fc.record({
  type: types,
  status: statuses,
  priority: priorities,
  queue: ids,
  assignee: fc.option(ids),
  requester: ids,
  category: fc.option(ids),
  subcategory: fc.option(ids),
  labels: fc.uniqueArray(labels, { maxLength: 3 }),
  // Events recorded before services existed have no services.
  services: fc.uniqueArray(ids, { maxLength: 2 }),
  channel: channels,
  externalReference: fc.option(references),
  createdAt: moments,
  added: fc.record(Object.fromEntries(added.map(([name, { values }]) => [name, values]))) as fc.Arbitrary<
    AddedFacts['added'] & object
  >,
});

const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 3 });
const globalIds = (type: 'Queue' | 'User' | 'Category' | 'Service') =>
  some(
    fc.oneof(
      { weight: 6, arbitrary: ids.map((raw) => toGlobalId(type, raw)) },
      { weight: 1, arbitrary: fc.constant('nonsense') },
    ),
  );
const date = fc.option(
  moments.map((moment) => new Date(moment)),
  { nil: null },
);
/** Values for conditions whose SDL type does not say which values could match. */
const usual: { [Field in keyof TicketFilter]: fc.Arbitrary<TicketFilter[Field]> } = {
  types: some(types),
  statuses: some(statuses),
  queueIds: globalIds('Queue'),
  assigneeIds: globalIds('User'),
  requesterIds: globalIds('User'),
  categoryIds: globalIds('Category'),
  serviceIds: globalIds('Service'),
  labels: some(
    fc.oneof(
      labels,
      labels.map((label) => ` ${label.toUpperCase()} `),
    ),
  ),
  externalReferences: some(references),
  createdAt: fc.record({ from: date, to: date }),
};
/** Generates values for any other condition from its SDL type. */
function derived(field: GraphQLInputField): fc.Arbitrary<unknown> {
  const type = getNullableType(field.type);
  const named = getNamedType(type);
  const value: fc.Arbitrary<unknown> = isEnumType(named)
    ? fc.constantFrom(...named.getValues().map(({ name }) => name))
    : named.name === 'Boolean'
      ? fc.boolean()
      : named.name === 'String'
        ? fc.oneof(labels, references, fc.constantFrom('a', 'ü', 'R-'))
        : fc.oneof(...nodeTypes.map((node) => ids.map((raw) => toGlobalId(node, raw))));
  return isListType(type) ? some(value) : value;
}
const filterType = contract.getType('TicketFilter') as GraphQLInputObjectType;
const valuesOf = new Map<string, fc.Arbitrary<unknown>>(
  Object.values(filterType.getFields()).map((field) => [
    field.name,
    usual[field.name as keyof TicketFilter] ?? derived(field),
  ]),
);
const names = [...valuesOf.keys()];
const tickets = fc.array(ticket, { minLength: 20, maxLength: 40 });

/** Generates a filter with these conditions. */
function filterBy(fields: readonly string[]): fc.Arbitrary<TicketFilter> {
  const values = fields.map((field) => valuesOf.get(field) ?? fc.constant(null));
  return fc
    .tuple(...values)
    .map((given) => Object.fromEntries(fields.map((field, i) => [field, given[i]])) as TicketFilter);
}

/** Evaluates the filter in PostgreSQL on rows with the same facts. */
async function inPostgres(tickets: FilterFacts[], given: TicketFilter): Promise<boolean[]> {
  const rows = tickets.map((facts, i) => ({
    i,
    id: id(i),
    organisation_id: id(0),
    type: facts.type,
    status: facts.status,
    priority: Number(facts.priority.slice(1)),
    queue_id: facts.queue,
    assignee_id: facts.assignee,
    requester_id: facts.requester,
    category_id: facts.category,
    subcategory_id: facts.subcategory,
    channel: facts.channel,
    external_reference: facts.externalReference,
    created_at: facts.createdAt,
  }));
  const labelled = tickets.flatMap((facts, i) =>
    facts.labels.map((label) => ({ organisation_id: id(0), ticket_id: id(i), label })),
  );
  const affected = tickets.flatMap((facts, i) =>
    (facts.services ?? []).map((service) => ({
      organisation_id: id(0),
      ticket_id: id(i),
      service_id: service,
    })),
  );
  const ofModules = added.map(([name, { table, rows }]) => {
    const all = tickets.flatMap((facts, i) =>
      rows((facts.added as Record<string, unknown> | undefined)?.[name]).map((row) => ({
        organisation_id: id(0),
        ticket_id: id(i),
        ...row,
      })),
    );
    const [own, columns] = table.split(/ (.*)/);
    return sql`, ${sql.raw(own ?? '')} as (select * from jsonb_to_recordset(${JSON.stringify(all)}::jsonb)
      as m ${sql.raw(columns ?? '')})`;
  });
  const statement = compile(sql<{ i: number }>`
    with ticket_services as (select * from jsonb_to_recordset(${JSON.stringify(affected)}::jsonb) as s (
      organisation_id uuid, ticket_id uuid, service_id uuid)), ticket_labels as (
      select * from jsonb_to_recordset(${JSON.stringify(labelled)}::jsonb) as l (organisation_id uuid, ticket_id uuid, label text))
      ${sql.join(ofModules, sql``)}
    select t.i from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (i int, id uuid, organisation_id uuid, type text, status text,
      priority smallint, queue_id uuid, assignee_id uuid, requester_id uuid, category_id uuid, subcategory_id uuid,
      channel text, external_reference text, created_at timestamptz)
    where ${filterSql(id(0), checked(given))}`);
  const found = await world.rows<{ i: number }>(statement.sql, [...statement.parameters]);
  const matching = new Set(found.map((row) => row.i));
  return tickets.map((_, i) => matching.has(i));
}

describe('a filter', () => {
  /**
   * Compares the filter of lists with the filter of subscriptions. Returns the numbers of matching and other
   * tickets.
   */
  async function compare(filters: fc.Arbitrary<TicketFilter>, numRuns: number) {
    const seen = { matched: 0, leftOut: 0 };
    await fc.assert(
      fc.asyncProperty(tickets, filters, async (of, given) => {
        const pushed = of.map((facts) => matchesFilter(checked(given), facts));
        seen.matched += pushed.filter(Boolean).length;
        seen.leftOut += pushed.filter((one) => !one).length;
        expect(pushed).toEqual(await inPostgres(of, given));
      }),
      { numRuns },
    );
    return seen;
  }

  it.each(names)('by %s matches the same tickets in a list and in a subscription', async (field) => {
    const { matched, leftOut } = await compare(filterBy([field]), 30);
    expect(matched).toBeGreaterThan(0);
    expect(leftOut).toBeGreaterThan(0);
  });

  it('by any two conditions matches the same tickets in a list and in a subscription', async () => {
    let met = 0;
    for (const [i, one] of names.entries())
      for (const other of names.slice(i + 1)) met += (await compare(filterBy([one, other]), 6)).matched;
    expect(met).toBeGreaterThan(100);
  });

  it('by up to four conditions matches the same tickets in a list and in a subscription', async () => {
    const filters = fc.subarray(names, { minLength: 3, maxLength: 4 }).chain(filterBy);
    expect((await compare(filters, 100)).leftOut).toBeGreaterThan(100);
  });

  it('without conditions matches every ticket', async () => {
    const sample = fc.sample(ticket, 30);
    for (const given of [{}, { labels: null, createdAt: null, unassigned: null }, undefined]) {
      expect(sample.every((facts) => matchesFilter(checked(given), facts))).toBe(true);
      expect((await inPostgres(sample, given ?? {})).every(Boolean)).toBe(true);
    }
  });

  it('with an empty list or unknown ids matches nothing', async () => {
    const sample = fc.sample(ticket, 30);
    const none: TicketFilter[] = [
      { labels: [] },
      { queueIds: ['nonsense'] },
      { statuses: ['NEW'], statusCategories: ['DONE'] },
    ];
    for (const given of none) {
      expect(sample.some((facts) => matchesFilter(checked(given), facts))).toBe(false);
      expect((await inPostgres(sample, given)).some(Boolean)).toBe(false);
    }
  });

  it('includes the start of a time range and excludes its end', () => {
    const [facts] = fc.sample(ticket, 1) as [FilterFacts];
    const at = new Date(facts.createdAt);
    expect(matchesFilter(checked({ createdAt: { from: at } }), facts)).toBe(true);
    expect(matchesFilter(checked({ createdAt: { to: at } }), facts)).toBe(false);
  });
});
