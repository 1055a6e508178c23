import type { CommandContext } from '../../platform/commands/command-context.js';
import type { TicketRow } from '../data/entities.js';
import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface ResolveTicket extends TicketInput {
  resolutionCode?: string | null;
  resolutionNotes?: string | null;
}

/** Resolves a ticket by the fast track: the steps in between are skipped. */
export const resolveTicket: TransitionHandler<ResolveTicket> = {
  name: 'RESOLVE',
  check(check, input) {
    check.text('resolutionCode', input.resolutionCode, 100);
    check.text('resolutionNotes', input.resolutionNotes, 10_000);
  },
  apply(command, ticket, input) {
    resolveWith(command, ticket, input);
    return {};
  },
};

/** Sets the resolution of a ticket. */
export function resolveWith(
  command: CommandContext,
  ticket: TicketRow,
  { resolutionCode, resolutionNotes }: Omit<ResolveTicket, keyof TicketInput>,
): void {
  Object.assign(ticket, {
    resolutionCode: resolutionCode?.trim() ?? null,
    resolutionNotes: resolutionNotes?.trim() ?? null,
    resolvedAt: command.occurredAt,
    resolvedByUserId: command.performer.userId,
    resolvedByKeyId: command.performer.keyId,
  });
}
