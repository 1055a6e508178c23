import { randomUUID } from 'node:crypto';
import { toGlobalId } from '../../server/platform/kernel/ids.js';
import type { Message } from './connections.js';
import * as documents from './documents.js';
import type { World } from './world.js';

export const servers = ['raw', 'ticketwire'] as const;
export type ServerName = (typeof servers)[number];

/** A task for both servers, each in its own form. The same inputs must get the same answers. */
export interface Work {
  name: string;
  /** The number of inputs, which are taken in turn. */
  inputs: number;
  /** The inputs whose answers are compared at the beginning; all by default. */
  compared?: readonly number[];
  /** Fields of the answer that differ between servers or calls. */
  varying?: readonly string[];
  /** SQL expressions for the numbers that each answer increases by one. Absent for works that only read. */
  grows?: readonly string[];
  message(server: ServerName, input: number): Message;
}

const body = 'The cable was changed, and it has been quiet since.';
const hold = { reason: 'AWAITING_VENDOR', note: 'The spare part is ordered.' };
const open = ['TODO', 'IN_PROGRESS', 'WAITING'];
const report = {
  subject: 'The printer is on fire',
  description: 'Not much, but it still burns, and it smells of it.',
};

const head = '(select sum(number) from event_heads)';
const events = '(select count(*) from events)';
const versions = '(select sum(version) from tickets)';

/** The measured works. */
export function worksOf({ pages, timelines, commented, held, people }: World): Work[] {
  const at = (ids: readonly string[], input: number) => ids[input % ids.length] ?? '';
  const ticket = (id: string) => toGlobalId('Ticket', id);
  const [queueId = ''] = people.queueIds;
  const creating = (name: string, more: () => { idempotencyKey?: string }): Work => ({
    name,
    inputs: 1,
    varying: ['number'],
    grows: [
      '(select count(*) from tickets)',
      '(select sum(number) from ticket_counters)',
      '(select sum(tickets) from ticket_counts)',
      events,
      versions,
      head,
    ],
    message: choose(
      () => raw('/create', { queueId, ...report }),
      () => {
        const levels = { impact: 'MEDIUM', urgency: 'MEDIUM' };
        const input = { type: 'INCIDENT', queueId: toGlobalId('Queue', queueId), ...report, ...levels };
        return graphql(documents.createTicket, { input: { ...input, ...more() } });
      },
    ),
  });
  return [
    {
      name: 'queue page of 50',
      inputs: pages.length,
      message: choose(
        (input) => raw('/queue-page', { queueId: at(pages, input) }),
        (input) => graphql(documents.queuePage, { queueId: toGlobalId('Queue', at(pages, input)) }),
      ),
    },
    {
      name: 'open tickets, with totals and cursors',
      inputs: 1,
      // Writes change it from time to time; the other answers are compared by their shape.
      varying: ['eventCursor', 'endCursor'],
      message: choose(
        () => raw('/open-tickets', {}),
        () => {
          const filter = { statusCategories: open };
          return graphql(documents.openTickets, {
            filter,
            orderBy: [{ field: 'PRIORITY', direction: 'ASC' }],
            first: 50,
          });
        },
      ),
    },
    {
      name: 'counting the open tickets of all queues',
      inputs: 1,
      varying: ['totalCount'],
      message: choose(
        () => raw('/count-open', {}),
        () => graphql(documents.countOfTickets, { filter: { statusCategories: open } }),
      ),
    },
    {
      name: 'counting the open tickets of a queue',
      inputs: pages.length,
      message: choose(
        (input) => raw('/count-open-of-queue', { queueId: at(pages, input) }),
        (input) => {
          const queueIds = [toGlobalId('Queue', at(pages, input))];
          return graphql(documents.countOfTickets, { filter: { statusCategories: open, queueIds } });
        },
      ),
    },
    {
      name: 'timeline of 200',
      inputs: timelines.length,
      message: choose(
        (input) => raw('/timeline', { ticketId: at(timelines, input) }),
        (input) => graphql(documents.timeline, { id: ticket(at(timelines, input)) }),
      ),
    },
    {
      name: 'ticket pane',
      inputs: timelines.length,
      message: choose(
        (input) => raw('/ticket-pane', { ticketId: at(timelines, input) }),
        (input) => graphql(documents.ticketPane, { id: ticket(at(timelines, input)) }),
      ),
    },
    {
      name: 'adding a comment',
      inputs: commented.length,
      compared: [0],
      grows: ['(select count(*) from comments)', events, versions, head],
      message: choose(
        (input) => raw('/comment', { ticketId: at(commented, input), body }),
        (input) => graphql(documents.addComment, { input: { ticketId: ticket(at(commented, input)), body } }),
      ),
    },
    {
      name: 'adding a comment, with a key',
      inputs: commented.length,
      compared: [0],
      grows: ['(select count(*) from comments)', events, versions, head],
      message: choose(
        (input) => raw('/comment', { ticketId: at(commented, input), body }),
        (input) => {
          const given = { ticketId: ticket(at(commented, input)), body, idempotencyKey: randomUUID() };
          return graphql(documents.addComment, { input: given });
        },
      ),
    },
    {
      // All tickets are held, then all are resumed.
      name: 'a transition',
      inputs: 2 * held.length,
      compared: [0, held.length],
      grows: [events, versions, head],
      message: choose(
        (input) => {
          const ticketId = at(held, input);
          return input < held.length ? raw('/hold', { ticketId, ...hold }) : raw('/resume', { ticketId });
        },
        (input) => {
          const ticketId = ticket(at(held, input));
          return input < held.length
            ? graphql(documents.holdTicket, { input: { ticketId, ...hold } })
            : graphql(documents.resumeTicket, { input: { ticketId } });
        },
      ),
    },
    creating('creating a ticket', () => ({})),
    creating('creating a ticket, with a key', () => ({ idempotencyKey: randomUUID() })),
  ];
}

function choose(
  forRaw: (input: number) => Message,
  forTicketwire: (input: number) => Message,
): Work['message'] {
  return (server, input) => (server === 'raw' ? forRaw(input) : forTicketwire(input));
}

function raw(path: string, input: Record<string, string>): Message {
  return { path, body: JSON.stringify(input) };
}

function graphql(query: string, variables: object): Message {
  return { path: '/graphql', body: JSON.stringify({ query, variables }) };
}
