import { describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { command as declare } from '../../server/platform/commands/command.js';
import type { ReopenTicketInput } from '../../server/platform/contract/generated/types.js';
import type { Context } from '../../server/platform/graphql/context.js';
import { errorsOf } from '../../server/platform/graphql/errors.js';
import { byHand, command, mutations } from '../../server/platform/graphql/mutations.js';
import { ok, type Result } from '../../server/platform/kernel/result.js';
import { defineModule, mergeModules } from '../../server/platform/modules/define-module.js';

async function reopen(_command: unknown, { ticketId }: ReopenTicketInput) {
  return ok({ ticketId });
}

async function payload(ctx: Context, result: Result<{ ticketId: string }>) {
  return { ticket: null, errors: await errorsOf(ctx, result) };
}

describe('the mutations of a module', () => {
  it('have the names, inputs and payloads of the contract', () => {
    const declared = mutations({ reopenTicket: command(reopen, payload) });
    expect(Object.keys(declared)).toEqual(['reopenTicket']);
  });

  it('do not compile with a name, an input or a payload that is not in the contract', () => {
    const withoutErrors = async () => ({ ticket: null });
    const needsMore = async (_command: unknown, { mood }: { mood: string }) => ok({ ticketId: mood });
    const number = async () => ok({ number: 1 });
    const wrong = [
      // @ts-expect-error: the contract has no such mutation.
      () => mutations({ reopenTickets: command(reopen, payload) }),
      // @ts-expect-error: the payload lacks `errors`.
      () => mutations({ reopenTicket: command(reopen, withoutErrors) }),
      // @ts-expect-error: the input has no `mood`.
      () => mutations({ reopenTicket: command(needsMore, payload) }),
      // @ts-expect-error: the payload needs a ticket, and the command returns a number.
      () => mutations({ reopenTicket: command(number, payload) }),
      // @ts-expect-error: the payload belongs to another mutation.
      () => mutations({ reopenTicket: byHand(async () => ({ signedOut: true, errors: [] })) }),
    ];
    expect(wrong).toHaveLength(5);
  });

  it('do not start when a mutation has the command of another mutation', () => {
    const hold = declare<ReopenTicketInput>()({
      operation: 'holdTicket',
      gather: () => ({}),
      decide: (_facts, { ticketId }) => ok({ value: { ticketId } }),
    });
    expect(() => mutations({ reopenTicket: command(hold, payload) })).toThrow(
      'The mutation reopenTicket has the command of holdTicket.',
    );
  });

  it('do not start when two modules declare the same mutation', () => {
    const reopens = mutations({ reopenTicket: command(reopen, payload) });
    const one = defineModule({ name: 'one', mutations: reopens });
    const two = defineModule({ name: 'two', mutations: reopens });
    expect(() => mergeModules([one, two])).toThrow(
      'The modules one and two both declare the mutation reopenTicket.',
    );
  });

  it('name those that authenticate the viewer in their first packet', () => {
    expect(modules.inPackets).toContain('addComment');
    expect(modules.inPackets).toContain('holdTicket');
    expect(modules.inPackets).not.toContain('signIn');
  });
});
