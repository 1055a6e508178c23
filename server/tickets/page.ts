import type { GraphQLResolveInfo } from 'graphql';
import { queuesOn } from '../catalog/index.js';
import { usersOn } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { TicketsArgs } from '../platform/contract/generated/types.js';
import type { Connection } from '../platform/db/page.js';
import { askedPage, showsPage } from '../platform/graphql/connections.js';
import type { TicketNode } from './data/node.js';
import { listTickets } from './data/reads.js';
import { ticketReadAhead } from './read-ahead.js';

/** The page of tickets that the connection which is being resolved asks for, with the objects that the selected fields refer to. */
export async function ticketPage(
  reads: ActorReads,
  args: TicketsArgs,
  info: GraphQLResolveInfo,
): Promise<Connection<TicketNode>> {
  const { asked } = askedPage(args, info);
  const page = await listTickets(
    reads,
    args.filter,
    args.orderBy,
    args,
    showsPage(args, info) ? asked : null,
  );
  await readAhead(reads, page.nodes, asked, info);
  return page;
}

/** Reads the objects that the tickets of a page refer to in batches, so that fields do not wait one by one. */
async function readAhead(
  reads: ActorReads,
  tickets: readonly TicketNode[],
  asked: ReadonlySet<string>,
  info: GraphQLResolveInfo,
): Promise<void> {
  const rows = tickets.map(({ row }) => row);
  const people = [
    ...(asked.has('requester') ? rows.map((row) => row.requesterId) : []),
    ...(asked.has('assignee') ? rows.map((row) => row.assigneeId ?? null).filter((id) => id !== null) : []),
  ];
  await Promise.allSettled([
    reads.ahead(usersOn, people),
    reads.ahead(queuesOn, asked.has('queue') ? rows.map((row) => row.queueId) : []),
    ...reads.extensions.at(ticketReadAhead).flatMap((ahead) => ahead(reads, rows, info)),
  ]);
}
