import type { ResolveTicketInput } from '../../platform/contract/generated/types.js';
import { err, ok } from '../../platform/kernel/result.js';
import { codeGiven, codeProblem } from '../../resolution-codes/index.js';
import type { TicketRow } from '../data/entities.js';
import { transitionStep } from '../workflow/transition-command.js';
import type { Taking } from '../workflow/workflow.js';

/** Resolves a ticket by the fast track: the steps in between are skipped. */
export const resolveTicket = transitionStep<ResolveTicketInput>()({
  name: 'RESOLVE',
  gather: ({ resolutionCode }, gathering) => ({ code: codeGiven(gathering, resolutionCode) }),
  check: (check, input) => ({
    ...input,
    resolutionCode: check.text('resolutionCode', input.resolutionCode, 100, 'LINE'),
    resolutionNotes: check.text('resolutionNotes', input.resolutionNotes, 10_000),
  }),
  apply(ticket, input, taking, facts) {
    const wrong = codeProblem(facts.code, input.resolutionCode, taking);
    if (wrong) return err(wrong);
    resolveWith(taking, ticket, input, taking.onBehalfOf);
    return ok({});
  },
});

/** Sets the resolution of a ticket. `author` wrote its words. */
export function resolveWith(
  { occurredAt }: Pick<Taking, 'occurredAt'>,
  ticket: TicketRow,
  { resolutionCode, resolutionNotes }: Pick<ResolveTicketInput, 'resolutionCode' | 'resolutionNotes'>,
  author: Taking['onBehalfOf'],
): void {
  Object.assign(ticket, {
    resolutionCode,
    resolutionNotes,
    resolvedAt: occurredAt,
    resolvedByUserId: author.userId,
    resolvedByKeyId: author.keyId,
  });
}
