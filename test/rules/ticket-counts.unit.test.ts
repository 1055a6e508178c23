import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queuesCountedAnew } from '../../server/queue-counters/rules/concern.js';
import { type CountedEvent, countChanges } from '../../server/tickets/rules/ticket-counts.js';

const facts = { queue: 'desk', status: 'NEW', type: 'INCIDENT', priority: 'P3', assignee: null };
const key = { queueId: 'desk', status: 'NEW', type: 'INCIDENT', priority: 3, isAssigned: false };
const changed = (field: string, from: unknown, to: unknown) => ({ field, from, to });

describe('the counts of tickets', () => {
  it('have a new ticket once', () => {
    const changes = [changed('Ticket.status', null, 'NEW'), changed('Ticket.queue', null, 'desk')];
    expect(countChanges([{ ticketId: 'a', facts, changes }])).toEqual([{ ...key, change: 1 }]);
  });

  it('move a ticket from its former values to its present ones', () => {
    const changes = [changed('Ticket.status', 'NEW', 'ON_HOLD'), changed('Ticket.assignee', null, 'aisha')];
    const after = { ...facts, status: 'ON_HOLD', assignee: 'aisha' };
    expect(countChanges([{ ticketId: 'a', facts: after, changes }])).toEqual([
      { ...key, change: -1 },
      { ...key, status: 'ON_HOLD', isAssigned: true, change: 1 },
    ]);
  });

  it.each<[string, CountedEvent]>([
    ['a comment', { ticketId: 'a', facts }],
    ['another subject', { ticketId: 'a', facts, changes: [changed('Ticket.subject', 'Old', 'New')] }],
    [
      'another assignee',
      { ticketId: 'a', facts: { ...facts, assignee: 'b' }, changes: [changed('Ticket.assignee', 'a', 'b')] },
    ],
    ['an event about no ticket', { ticketId: null, facts: { kind: 'ROLE', userId: 'a' } }],
  ])('do not change with %s', (_, event) => {
    expect(countChanges([event])).toEqual([]);
  });

  it('do not change when a ticket is moved and moved back in one transaction', () => {
    const there = { ticketId: 'a', facts, changes: [changed('Ticket.queue', 'desk', 'network')] };
    const back = { ticketId: 'a', facts, changes: [changed('Ticket.queue', 'network', 'desk')] };
    expect(countChanges([there, back])).toEqual([]);
  });

  it('are those of a full count after any transactions, whatever moment the facts of their events are of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
        (transactions) => {
          const tickets = new Map<string, Facts>();
          const counts = new Map<string, number>();
          for (const steps of transactions)
            for (const { change, ...one } of countChanges(eventsOf(tickets, steps)))
              counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + change);
          expect(new Map([...counts].filter(([, count]) => count !== 0))).toEqual(fullCount(tickets));
        },
      ),
    );
  });
});

describe('the counters that are shown of a queue', () => {
  it.each<[string, Partial<Facts>, Partial<Facts>, string[]]>([
    ['a status of other work', { status: 'NEW' }, { status: 'TRIAGED' as never }, []],
    ['the type', { type: 'INCIDENT' }, { type: 'PROBLEM' }, []],
    [
      'the priority of a closed ticket',
      { status: 'RESOLVED', priority: 'P3' },
      { status: 'RESOLVED', priority: 'P1' },
      [],
    ],
    ['the priority', { priority: 'P3' }, { priority: 'P1' }, ['desk']],
    ['a hold', { status: 'NEW' }, { status: 'ON_HOLD' }, ['desk']],
    ['the end of the work', { status: 'NEW' }, { status: 'RESOLVED' }, ['desk']],
    ['the first assignee', { assignee: null }, { assignee: 'aisha' }, ['desk']],
    ['another assignee', { assignee: 'tomas' }, { assignee: 'aisha' }, []],
    ['the queue', { queue: 'desk' }, { queue: 'network' }, ['desk', 'network']],
  ])('change by %s as the table says', (_, before, after, queues) => {
    const changes = Object.keys(after).map((fact) =>
      changed(`Ticket.${fact}`, before[fact as keyof Facts], after[fact as keyof Facts]),
    );
    const event = {
      ticketId: 'a',
      facts: { ...facts, ...after },
      changes: changes.filter(({ from, to }) => from !== to),
    };
    expect(queuesCountedAnew(event).sort()).toEqual(queues);
  });
});

type Facts = typeof values extends infer V
  ? { [F in keyof V]: V[F] extends readonly (infer T)[] ? T : never }
  : never;

const values = {
  queue: ['desk', 'network', 'security'],
  status: ['NEW', 'ON_HOLD', 'RESOLVED'],
  type: ['INCIDENT', 'PROBLEM'],
  priority: ['P1', 'P3'],
  assignee: [null, 'aisha', 'tomas'],
} as const;

/** New values of a ticket, and which of the moments of its transaction the facts of its event are of. */
const step = fc.record({
  ticketId: fc.constantFrom('a', 'b', 'c'),
  set: fc.record(
    {
      queue: fc.constantFrom(...values.queue),
      status: fc.constantFrom(...values.status),
      type: fc.constantFrom(...values.type),
      priority: fc.constantFrom(...values.priority),
      assignee: fc.constantFrom(...values.assignee),
    },
    { requiredKeys: [] },
  ),
  moment: fc.nat(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The events of a transaction. It changes the tickets, too. */
function eventsOf(tickets: Map<string, Facts>, steps: readonly Step[]): CountedEvent[] {
  const moments = new Map<string, Facts[]>();
  const events = steps.map(({ ticketId, set }) => {
    const before = tickets.get(ticketId);
    const after = { ...(before ?? (facts as Facts)), ...set } as Facts;
    tickets.set(ticketId, after);
    moments.set(ticketId, [...(moments.get(ticketId) ?? []), after]);
    // The first event of a ticket has its values, without the type, as changes from nothing.
    const fields = (Object.keys(values) as (keyof Facts)[]).filter((fact) => before || fact !== 'type');
    const changes = fields
      .map((fact) => changed(`Ticket.${fact}`, before?.[fact] ?? null, after[fact]))
      .filter(({ from, to }) => from !== to);
    return { ticketId, changes };
  });
  return steps.map(({ ticketId, moment }, i) => {
    const all = moments.get(ticketId) ?? [];
    return { ...events[i], facts: all[moment % all.length] };
  });
}

function fullCount(tickets: ReadonlyMap<string, Facts>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { queue, status, type, priority, assignee } of tickets.values()) {
    const one = {
      queueId: queue,
      status,
      type,
      priority: Number(priority[1]),
      isAssigned: assignee !== null,
    };
    counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1);
  }
  return counts;
}
