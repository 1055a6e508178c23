import type { Result } from '../kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import type { Context } from './context.js';
import { errorsOf } from './errors.js';

/** The payload of a mutation that shows a ticket. */
export async function ticketPayload(ctx: Context, result: Result<{ ticketId: string }>) {
  const ticket = result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null;
  return { ticket, errors: await errorsOf(ctx, result) };
}
