import type { TicketStatus, TransitionName } from '../../platform/contract/generated/enums.js';
import type { UserError } from '../../platform/kernel/user-errors.js';

/** A status that ends a ticket: it stays as it is. */
type Final = 'CLOSED' | 'CANCELLED';

/** What to do instead of changing a closed ticket. */
export const followUp = 'A closed ticket stays closed: create a new one with createTicket(followUpOfId).';

/**
 * The error of a change that a closed or cancelled ticket does not take; null for a ticket in another status. `path` is below `input`.
 */
export function finalProblem(
  mutation: string,
  status: TicketStatus,
  path: readonly string[] = ['ticketId'],
  transition: TransitionName | null = null,
): UserError | null {
  return status === 'CLOSED' || status === 'CANCELLED' ? refusal(mutation, status, path, transition) : null;
}

function refusal(
  mutation: string,
  status: Final,
  path: readonly string[],
  transition: TransitionName | null,
): UserError {
  const impossible = `${mutation} is not possible for a ticket that is ${status}.`;
  const message = status === 'CLOSED' ? `${impossible} ${followUp}` : impossible;
  return {
    __typename: 'InvalidTransitionError',
    code: 'INVALID_TRANSITION',
    message,
    path: ['input', ...path],
    from: status,
    transition,
    requirements: [],
    reasons: [{ code: 'WRONG_STATUS', message }],
  };
}
