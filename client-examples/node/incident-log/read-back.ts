import type { Api } from './api.ts';
import { type Outcome, stateOf } from './compare.ts';
import type { Directory } from './directory.ts';
import * as documents from './documents.ts';
import type { Played } from './play.ts';
import { forEachConcurrently } from './pool.ts';
import type { SeenEvent } from './stream-check.ts';

/** The final state of a ticket on the server. */
export interface TicketRead {
  played: Played;
  number: string;
  outcome: Outcome;
  timeline: SeenEvent[];
  /** Number of timeline entries that were listed, and the server's count. */
  entries: number;
  totalCount: number;
}

interface TimelinePage {
  nodes: ({ __typename: 'TicketEvent'; cursor: string; type: string } | { __typename: 'Comment' })[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

interface TicketAnswer {
  ticket: {
    number: string;
    status: string;
    hold: { reason: string } | null;
    priority: string;
    queue: { id: string } | null;
    reassignmentCount: number;
    reopenCount: number;
    timeline: TimelinePage;
  } | null;
}

/** The final states of the tickets, with their timelines. */
export async function readBack(
  api: Api,
  played: readonly Played[],
  directory: Directory,
  concurrency: number,
  onTicket: () => void,
): Promise<Map<string, TicketRead>> {
  const tickets = new Map<string, TicketRead>();
  await forEachConcurrently(played, concurrency, async (one) => {
    const id = one.ticketId;
    if (id === null) return;
    const timeline: SeenEvent[] = [];
    let entries = 0;
    for (let after: string | null = null; ; ) {
      const answer: TicketAnswer = await api(documents.ticketInTheEnd, { id, after });
      const ticket = answer.ticket;
      if (!ticket) throw new Error(`the ticket of ${one.plan.incident.number} could not be read`);
      const { nodes, pageInfo, totalCount }: TimelinePage = ticket.timeline;
      entries += nodes.length;
      for (const node of nodes) {
        if (node.__typename === 'TicketEvent')
          timeline.push({ ticketId: id, cursor: node.cursor, type: node.type });
      }
      if (pageInfo.hasNextPage) {
        after = pageInfo.endCursor;
        continue;
      }
      const outcome: Outcome = {
        state: stateOf(ticket.status, ticket.hold?.reason),
        priority: ticket.priority,
        assigneeGroup: directory.groupOf(ticket.queue?.id),
        reassignmentCount: ticket.reassignmentCount,
        reopenCount: ticket.reopenCount,
      };
      tickets.set(id, { played: one, number: ticket.number, outcome, timeline, entries, totalCount });
      onTicket();
      return;
    }
  });
  return tickets;
}
