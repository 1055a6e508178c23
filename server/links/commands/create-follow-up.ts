import type { AroundCreation } from '../../intake/index.js';
import type { CreateTicketInput } from '../../platform/contract/generated/types.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { type GatheredTicket, loadedTicket, ticketToChange } from '../../tickets/index.js';
import { insertLink, linkEvents } from '../data/store.js';

type FollowUp = CreateTicketInput & { followUpOfId?: string | null };

/** A follow-up refers to a closed ticket, which stays closed. */
export const followUp: AroundCreation = {
  gather: ({ followUpOfId }: FollowUp, gathering) => ({
    followed: followUpOfId ? ticketToChange(gathering, followUpOfId) : null,
  }),
  decide({ followed: found = [] }, { followUpOfId = null }: FollowUp, deciding, created) {
    if (followUpOfId === null) return created;
    const followed = loadedTicket(found as readonly GatheredTicket[], followUpOfId, ['followUpOfId']);
    const errors = [followed, created].flatMap((result) => (result.ok ? [] : result.errors));
    if (followed.ok && followed.value.ticket.status !== 'CLOSED') {
      const message =
        'followUpOfId must name a CLOSED ticket. A RESOLVED ticket can be reopened with reopenTicket.';
      errors.push(invalid(['followUpOfId'], 'STATUS', message));
    }
    if (errors.length > 0 || !followed.ok || !created.ok) return err(...errors);
    const { ticket: closed } = followed.value;
    const { ticket, writes, events } = created.value;
    const edge = { kind: 'FOLLOW_UP_OF', fromId: ticket.id, toId: closed.id } as const;
    return ok({
      ...created.value,
      writes: [...writes, insertLink(deciding, edge)],
      events: [...events, ...linkEvents('TICKET_LINKED', edge, [ticket, closed])],
    });
  },
};
