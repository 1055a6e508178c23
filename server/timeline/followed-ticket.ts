import type { Context } from '../platform/graphql/context.js';
import { beforehand } from '../platform/graphql/pushes.js';
import { checkId, Denied } from '../platform/kernel/bad-input.js';
import { ticketsById } from '../tickets/index.js';
import { lostSince } from './reads.js';

/**
 * The ticket that a subscription follows, by the global id in an argument. The subscriber must see it, or have lost it since the cursor
 * `after`: then the stream says so. Throws `BadInput` and `Denied`.
 */
export async function followedTicket(
  context: Context,
  argument: string,
  globalId: string,
  after: string | null,
): Promise<string> {
  const ticketId = checkId(argument, globalId, 'Ticket');
  const isFound = await beforehand(
    context,
    async (reads) =>
      (await reads.load(ticketsById, ticketId)) !== null ||
      (after !== null && (await lostSince(reads, ticketId, after))),
  );
  if (!isFound) throw new Denied('NOT_FOUND', 'There is no such ticket, or you cannot see it.');
  return ticketId;
}
