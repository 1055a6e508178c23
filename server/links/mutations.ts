import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import { ticketResults } from '../tickets/many-tickets.js';
import { newTicketPayload, ticketPayload } from '../tickets/payloads.js';
import { linkTickets } from './commands/link-tickets.js';
import { mergeTicket } from './commands/merge-ticket.js';
import { reclassifyTicket } from './commands/reclassify-ticket.js';
import { recordKnownError } from './commands/record-known-error.js';
import { type ResolvedChildren, resolveChildren } from './commands/resolve-children.js';
import { retireKnownError } from './commands/retire-known-error.js';
import { splitTicket } from './commands/split-ticket.js';
import { unlinkTickets } from './commands/unlink-tickets.js';
import { unmergeTicket } from './commands/unmerge-ticket.js';
import { updateKnownError } from './commands/update-known-error.js';
import { knownErrorsById } from './data/reads.js';
import { toKnownError } from './node.js';

export const linkMutations = mutations({
  reclassifyTicket: command(reclassifyTicket, ticketPayload),
  linkTickets: command(linkTickets, bothPayload),
  unlinkTickets: command(unlinkTickets, bothPayload),
  mergeTicket: command(mergeTicket, mergePayload),
  unmergeTicket: command(unmergeTicket, ticketPayload),
  splitTicket: command(splitTicket, splitPayload),
  resolveChildren: command(resolveChildren, childrenPayload),
  recordKnownError: command(recordKnownError, knownErrorPayload),
  updateKnownError: command(updateKnownError, knownErrorPayload),
  retireKnownError: command(retireKnownError, knownErrorPayload),
});

async function mergePayload(ctx: Context, result: Result<{ ticketId: string; intoTicketId: string }>) {
  const intoTicket = result.ok ? await ctx.reads.load(ticketsById, result.value.intoTicketId) : null;
  return { ...(await ticketPayload(ctx, result)), intoTicket };
}

async function splitPayload(
  ctx: Context,
  result: Result<{ ticketId: string; number?: string; splitFromId: string }>,
) {
  const splitFromTicket = result.ok ? await ctx.reads.load(ticketsById, result.value.splitFromId) : null;
  return { ...(await newTicketPayload(ctx, result)), splitFromTicket };
}

async function childrenPayload(ctx: Context, result: Result<ResolvedChildren>) {
  const done = result.ok ? result.value.results : [];
  return { ...(await ticketPayload(ctx, result)), ticketResults: await ticketResults(ctx, done) };
}

async function bothPayload(ctx: Context, result: Result<{ ticketId: string; otherTicketId: string }>) {
  const otherTicket = result.ok ? await ctx.reads.load(ticketsById, result.value.otherTicketId) : null;
  return { ...(await ticketPayload(ctx, result)), otherTicket };
}

async function knownErrorPayload(ctx: Context, result: Result<{ knownErrorId: string }>) {
  const row = result.ok ? await ctx.reads.load(knownErrorsById, result.value.knownErrorId) : null;
  const knownErrorId = madeId('KnownError', result, (made) => made.knownErrorId);
  return { knownError: row ? toKnownError(row) : null, knownErrorId, errors: await errorsOf(ctx, result) };
}
