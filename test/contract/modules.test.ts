import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { nodeTypes } from '../../server/platform/contract/generated/node-types.js';
import { sql } from '../../server/platform/db/sql.js';
import { eventFacts } from '../../server/platform/events/event-facts.js';
import { eventFields, known } from '../../server/platform/events/event-fields.js';
import { type Addition, ExtensionPoint } from '../../server/platform/extensions/extension-point.js';
import { NodeQueries } from '../../server/platform/graphql/node-resolvers.js';
import { node } from '../../server/platform/graphql/nodes.js';
import { defineModule, type Module, mergeModules } from '../../server/platform/modules/define-module.js';
import { type FilterConditions, filterConditions } from '../../server/tickets/data/filter.js';
import { ownOrders, ticketOrders } from '../../server/tickets/data/orders.js';
import { ticketFields, transitionFact, workflowPoint } from '../../server/tickets/index.js';
import type { Gate } from '../../server/tickets/workflow/decide.js';

const nothing = node(
  async (_reads, ids) => ids.map(() => null),
  () => ({ __typename: 'User' }) as never,
);

const allNodes = Object.fromEntries(nodeTypes.map((type) => [type, nothing]));

class SomeMigration {}

describe('the modules', () => {
  it('name every file of migrations/ once', () => {
    const files = readdirSync(join(import.meta.dirname, '../../migrations'))
      .filter((name) => /^\d/.test(name))
      .map((name) => name.replace('.ts', ''));
    expect(modules.migrations.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it('run their migrations by name, and a dependent migration after the one that it needs', () => {
    expect(modules.migrations.map(({ name }) => name).slice(0, 14)).toEqual([
      '2026-11-23-foundation',
      '2026-11-25-access',
      '2026-11-25-catalogue',
      '2026-11-25-links',
      '2026-11-25-process',
      '2026-11-25-closure',
      '2026-11-27-lists',
      '2026-11-27-ticket-paths',
      '2026-11-27-cursors',
      '2026-11-27-two-logins',
      '2026-11-27-attempts',
      '2026-11-27-tokens',
      '2026-11-27-forgetting',
      '2026-11-27-unfinished-uploads',
    ]);
  });

  it('do not start when a migration needs one that never runs', () => {
    const waiting = { name: '2030-01-01-late', class: SomeMigration as never, after: '2030-01-01-none' };
    expect(() => mergeModules([defineModule({ name: 'a', migrations: [waiting] })])).toThrow(
      'The migration 2030-01-01-late waits for 2030-01-01-none, which never runs.',
    );
  });

  it('do not start when two of them declare the same node type', () => {
    const one = defineModule({ name: 'one', nodes: { User: nothing } });
    const two = defineModule({ name: 'two', nodes: { User: nothing } });
    expect(() => mergeModules([one, two])).toThrow(
      'The modules one and two both declare the node type User.',
    );
  });

  it('do not start when none declares a node type of the contract', () => {
    const one = defineModule({ name: 'one', nodes: { User: nothing } });
    expect(() => mergeModules([one])).toThrow(/^No module declares the node type .*Ticket/);
  });

  it('do not start when a filter condition or order of the contract is declared by no module or by two, or one is not in the contract', () => {
    const conditions = Object.fromEntries(modules.extensions.at(filterConditions)) as FilterConditions;
    const { createdAt, ...others } = conditions;
    const module = (name: string, ...adds: Addition[]) => defineModule({ name, nodes: allNodes, adds });
    const merged =
      (...added: Module[]) =>
      () =>
        mergeModules(added);
    const all = filterConditions.add(conditions);
    expect(merged(module('a', filterConditions.add(others)))).toThrow(
      'No module declares the condition of TicketFilter createdAt.',
    );
    expect(merged(module('a', all), { name: 'b', adds: [filterConditions.add({ createdAt })] })).toThrow(
      'The modules a and b both declare the condition of TicketFilter createdAt.',
    );
    const unknown = filterConditions.add({ ...conditions, colour: createdAt } as FilterConditions);
    expect(merged(module('a', unknown))).toThrow(
      'The module a declares the condition of TicketFilter colour, which the contract does not have.',
    );
    const { PRIORITY, ...otherOrders } = ownOrders;
    expect(merged(module('a', all, ticketOrders.add(otherOrders)))).toThrow(
      'No module declares the order of tickets PRIORITY.',
    );
    expect(
      merged(module('a', all, ticketOrders.add(ownOrders)), {
        name: 'b',
        adds: [ticketOrders.add({ PRIORITY })],
      }),
    ).toThrow('The modules a and b both declare the order of tickets PRIORITY.');
  });

  it('do not start when a gate of a transition is declared by no module or by two', () => {
    const { gates } = modules.extensions.at(workflowPoint);
    const merged =
      (...parts: (readonly Gate[])[]) =>
      () =>
        mergeModules(
          parts.map((some, i) =>
            defineModule({
              name: `module ${i}`,
              ...(i === 0 ? { nodes: allNodes } : {}),
              adds: [workflowPoint.add({ gates: some })],
            }),
          ),
        );
    expect(merged(gates)).not.toThrow();
    expect(merged(gates.filter(({ name }) => name !== 'UNDECIDED'))).toThrow(
      'No module declares the gate UNDECIDED of APPROVE.',
    );
    const [first] = gates;
    expect(merged(gates, first ? [first] : [])).toThrow(`The gate ${first?.name} is declared twice.`);
  });

  it('do not start when two of them declare the same field of events, field of Ticket, fact of transitions or fact of events', () => {
    const twice = (addition: Addition) => () =>
      mergeModules([
        defineModule({ name: 'one', nodes: allNodes, adds: [addition] }),
        defineModule({ name: 'two', adds: [addition] }),
      ]);
    expect(twice(eventFields.add({ 'Review.id': known('Review') }))).toThrow(
      'The modules one and two both declare the event field Review.id.',
    );
    expect(twice(ticketFields.add({ reviews: [] }))).toThrow(
      'The modules one and two both declare the field of Ticket reviews.',
    );
    const ofEvents = { colour: () => sql<string>`'red'` };
    expect(twice(eventFacts.add(ofEvents as object))).toThrow(
      'The modules one and two both declare the fact of events colour.',
    );
    const fact = transitionFact({ rows: () => sql<{ id: string }>`select 1`, state: () => ({}) });
    expect(twice(workflowPoint.add({ facts: { reviewed: fact } }))).toThrow(
      'The modules one and two both declare the transition fact reviewed.',
    );
  });

  it('do not start when two have the same name or declare the same resolver', () => {
    expect(() => mergeModules([defineModule({ name: 'a' }), defineModule({ name: 'a' })])).toThrow(
      'The modules a and a both declare the name a.',
    );
    const first = defineModule({ name: 'first', resolvers: [NodeQueries] });
    expect(() => mergeModules([first, { ...first, name: 'second' }])).toThrow(
      'The modules first and second both declare the resolver NodeQueries.',
    );
  });

  it('add to an extension point in the order of the modules', () => {
    const point = new ExtensionPoint<string, string>('words', (added) =>
      added.map(({ module, value }) => `${module}: ${value}`).join(', '),
    );
    const { extensions } = mergeModules([
      defineModule({ name: 'a', adds: [point.add('one')] }),
      defineModule({ name: 'b', adds: [point.add('two')] }),
    ]);
    expect(extensions.at(point)).toBe('a: one, b: two');
  });
});
