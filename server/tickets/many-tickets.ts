import { type AnyCommand, command } from '../platform/commands/command.js';
import type { UserError as ContractError, TicketResult } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { byHand, type MutationField } from '../platform/graphql/mutations.js';
import { InputCheck } from '../platform/kernel/check.js';
import { idOfType, toGlobalId } from '../platform/kernel/ids.js';
import { err, ok, type Result } from '../platform/kernel/result.js';
import type { UserError } from '../platform/kernel/user-errors.js';
import type { TicketInput } from './data/store.js';
import { ticketsById } from './index.js';

/** The most tickets of one call. */
const MOST = 100;

interface ManyInput {
  ticketIds: readonly string[];
  idempotencyKey?: string | null | undefined;
}

/** What was done with one of many tickets. */
export interface OneOfMany {
  ticketId: string;
  errors: readonly UserError[];
}

/** The input for one ticket. */
type OneOf<I> = Omit<I, 'ticketIds'> & { ticketId: string };

/**
 * A mutation of many tickets. It runs the command for one ticket for each of them, in a transaction of its own, so that a refusal concerns
 * one ticket, no ticket is locked for long, and subscribers see the progress. With a key, the call has a record of its own, and one for
 * each ticket: a repeated call answers what is done and does the rest.
 */
export function forMany<I extends ManyInput, S extends TicketInput>(
  one: AnyCommand<S, { ticketId: string }> & (OneOf<I> extends S ? unknown : never),
): MutationField<I, { ticketResults: readonly TicketResult[]; errors: readonly ContractError[] }> {
  return byHand(async (ctx, input, operation) => {
    const begun = await ctx.run(beginning<I>(operation), input);
    if (!begun.ok) return { ticketResults: [], errors: await errorsOf(ctx, begun) };
    const { ticketIds, ...rest } = input;
    const done: OneOfMany[] = [];
    for (const ticketId of begun.value.ticketIds) {
      const given = { ...rest, ticketId: toGlobalId('Ticket', ticketId) } as unknown as S;
      const result = await ctx.run<S, { ticketId: string }>(one, given, ticketId);
      const place = ticketIds.findIndex((id) => idOfType(id, 'Ticket') === ticketId);
      done.push({ ticketId, errors: result.ok ? [] : result.errors.map((error) => amongMany(error, place)) });
    }
    return { ticketResults: await ticketResults(ctx, done), errors: [] };
  });
}

/** Checks the tickets and claims the key of a whole call. */
function beginning<I extends ManyInput>(operation: string) {
  return command<I>()({
    operation,
    gather: () => ({}),
    decide(_facts, { ticketIds }): Result<{ value: { ticketIds: string[] } }> {
      const check = new InputCheck();
      const ids = check.ids('ticketIds', ticketIds, 'Ticket', MOST) ?? [];
      if (ticketIds.length === 0) check.fail(['ticketIds'], 'REQUIRED', 'ticketIds must not be empty.');
      return check.errors.length > 0 ? err(...check.errors) : ok({ value: { ticketIds: ids } });
    },
  });
}

/** An error about the ticket points at its place in the list. */
function amongMany(error: UserError, place: number): UserError {
  const [first, second] = error.path;
  return first === 'input' && second === 'ticketId'
    ? { ...error, path: ['input', 'ticketIds', String(place)] }
    : error;
}

/** The results for many tickets, which are read at once. */
export async function ticketResults(ctx: Context, done: readonly OneOfMany[]): Promise<TicketResult[]> {
  return Promise.all(
    done.map(async ({ ticketId, errors }) => ({
      __typename: 'TicketResult' as const,
      ticketId: toGlobalId('Ticket', ticketId),
      ticket: errors.length === 0 ? await ctx.reads.load(ticketsById, ticketId) : null,
      errors: errors.length > 0 ? await errorsOf(ctx, err(...errors)) : [],
    })),
  );
}
