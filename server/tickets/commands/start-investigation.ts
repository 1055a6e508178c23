import { idOfType } from '../../platform/kernel/ids.js';
import { wrongAssignee } from '../data/references.js';
import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface StartInvestigation extends TicketInput {
  assigneeId?: string | null;
}

/** Starts the investigation. It needs an assignee: the named one, the present one, or the actor. */
export const startInvestigation: TransitionHandler<StartInvestigation> = {
  name: 'START_INVESTIGATION',
  given: (command, ticket, input) => ({
    assigneeId: input.assigneeId ?? ticket.assigneeId ?? command.performer.userId,
  }),
  check(check, input) {
    check.id('assigneeId', input.assigneeId, 'User');
  },
  async apply(command, ticket, input) {
    const named = input.assigneeId ? idOfType(input.assigneeId, 'User') : null;
    const assigneeId = named ?? ticket.assigneeId ?? command.performer.userId;
    const wrong =
      assigneeId && assigneeId !== ticket.assigneeId ? await wrongAssignee(command, assigneeId) : null;
    if (wrong) return [wrong];
    ticket.assigneeId = assigneeId;
    return [];
  },
};
