import { idOfType } from '../../kernel/ids.js';
import { wrongAssignee } from '../references.js';
import type { TicketInput } from '../store.js';
import type { Step } from './transition.js';

export interface StartInvestigation extends TicketInput {
  assigneeId?: string | null;
}

/** Begins the work. Somebody has to do it: who is named, who has it, or who begins. */
export const startInvestigation: Step<StartInvestigation> = {
  name: 'START_INVESTIGATION',
  given: (change, ticket, input) => ({
    assigneeId: input.assigneeId ?? ticket.assigneeId ?? change.performer.userId,
  }),
  check(check, input) {
    check.id('assigneeId', input.assigneeId, 'User');
  },
  async apply(change, ticket, input) {
    const named = input.assigneeId ? idOfType(input.assigneeId, 'User') : null;
    const assigneeId = named ?? ticket.assigneeId ?? change.performer.userId;
    const wrong =
      assigneeId && assigneeId !== ticket.assigneeId ? await wrongAssignee(change, assigneeId) : null;
    if (wrong) return [wrong];
    ticket.assigneeId = assigneeId;
    return [];
  },
};
