import type { StartInvestigationInput } from '../../platform/contract/generated/types.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { myself, queueOfTicket, ticketAssigneeProblem, usersNamed } from '../data/gather-references.js';
import { transitionStep } from '../workflow/transition-command.js';

/** Starts the investigation. It needs an assignee: the named one, the present one, or the actor. */
export const startInvestigation = transitionStep<StartInvestigationInput>()({
  name: 'START_INVESTIGATION',
  gather: (input, gathering, ticketId) => ({
    users: usersNamed(gathering, [input.assigneeId]),
    me: myself(gathering),
    queue: queueOfTicket(gathering, ticketId),
  }),
  check(check, input) {
    check.id('assigneeId', input.assigneeId, 'User');
    return input;
  },
  apply(ticket, input, taking, { users, me, queue: [queue] }) {
    const named = input.assigneeId ? idOfType(input.assigneeId, 'User') : null;
    const assigneeId = named ?? ticket.assigneeId ?? taking.onBehalfOf.userId;
    if (assigneeId && assigneeId !== ticket.assigneeId) {
      if (!queue) throw new Error('the queue of the ticket is missing');
      const wrong = ticketAssigneeProblem([...users, ...me], toGlobalId('User', assigneeId), queue, taking);
      if (wrong) return err(wrong);
    }
    ticket.assigneeId = assigneeId;
    return ok({});
  },
});
