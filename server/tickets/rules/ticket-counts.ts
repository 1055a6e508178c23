import type { Priority } from '../../platform/contract/generated/enums.js';
import { priorityToRank } from './priority.js';

/** The values by which tickets are counted. */
export interface CountKey {
  queueId: string;
  status: string;
  type: string;
  /** Its rank: 1 for `P1`. */
  priority: number;
  isAssigned: boolean;
}

/** By how much the count of a key changes. */
export interface CountChange extends CountKey {
  change: number;
}

/** The facts of an event that decide under which key its ticket is counted. */
interface CountedFacts {
  queue: string;
  status: string;
  type: string;
  priority: string;
  assignee: string | null;
}

/** The part of an event that counts. */
export interface CountedEvent {
  ticketId?: string | null | undefined;
  changes?: readonly { field: string; from: unknown; to: unknown }[] | undefined;
  facts?: object | null | undefined;
}

const factOf = new Map<string, keyof CountedFacts>([
  ['Ticket.queue', 'queue'],
  ['Ticket.status', 'status'],
  ['Ticket.type', 'type'],
  ['Ticket.priority', 'priority'],
  ['Ticket.assignee', 'assignee'],
]);

/** How the events of a transaction change the counts of tickets: none of the changes is 0, and no two have the same key. */
export function countChanges(events: readonly CountedEvent[]): CountChange[] {
  const changes = new Map<string, CountChange>();
  const add = (facts: CountedFacts, change: number) => {
    const key = keyOf(facts);
    const name = JSON.stringify(key);
    changes.set(name, { ...key, change: (changes.get(name)?.change ?? 0) + change });
  };
  for (const { before, after } of countedTickets(events)) {
    // A new ticket had no status.
    if (before.status !== null) add(before, -1);
    add(after, 1);
  }
  return [...changes.values()].filter(({ change }) => change !== 0);
}

/**
 * Each ticket before and after all events of a transaction. The facts of an event are those of the moment when it was made: between the
 * events of a ticket they can be older or newer than the changes. So each value comes from the changes, where an event changes it.
 */
function countedTickets(
  events: readonly CountedEvent[],
): Iterable<{ before: CountedFacts; after: CountedFacts }> {
  const tickets = new Map<string, { before: CountedFacts; after: CountedFacts; changed: Set<string> }>();
  for (const { ticketId, facts, changes = [] } of events) {
    if (!ticketId || !facts) continue;
    const known = facts as CountedFacts;
    const ticket = tickets.get(ticketId) ?? { before: { ...known }, after: { ...known }, changed: new Set() };
    tickets.set(ticketId, ticket);
    for (const { field, from, to } of changes) {
      const fact = factOf.get(field);
      if (!fact) continue;
      if (!ticket.changed.has(fact)) Object.assign(ticket.before, { [fact]: from ?? null });
      Object.assign(ticket.after, { [fact]: to ?? null });
      ticket.changed.add(fact);
    }
  }
  return tickets.values();
}

function keyOf({ queue, status, type, priority, assignee }: CountedFacts): CountKey {
  return {
    queueId: queue,
    status,
    type,
    priority: priorityToRank(priority as Priority),
    isAssigned: assignee !== null,
  };
}
