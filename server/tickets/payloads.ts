import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketsById } from './index.js';

/** The payload of a mutation that returns a ticket. */
export async function ticketPayload(ctx: Context, result: Result<{ ticketId: string }>) {
  const ticket = result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null;
  return { ticket, errors: await errorsOf(ctx, result) };
}

/** The payload of a mutation that creates a ticket: API keys that cannot read get its id and number. */
export async function newTicketPayload(ctx: Context, result: Result<{ ticketId: string; number?: string }>) {
  const shown = await ticketPayload(ctx, result);
  const number = result.ok ? (result.value.number ?? shown.ticket?.number ?? null) : null;
  return { ...shown, ticketId: madeId('Ticket', result, ({ ticketId }) => ticketId), number };
}
