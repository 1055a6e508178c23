import { decideComment, gatherComment, moreOfComment } from '../../comments/index.js';
import { command } from '../../platform/commands/command.js';
import { sliceOf } from '../../platform/commands/continuation.js';
import { forViewer } from '../../platform/commands/reactions.js';
import type { AddCommentInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { insertInto, updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { filterFacts, finalProblem, loadedTicket, type TicketRow } from '../../tickets/index.js';
import { MajorIncidentEntity, MajorIncidentUpdateEntity } from '../data/entities.js';
import { majorToChange, standing } from '../data/gather.js';
import { minutesAfter } from '../data/store.js';
import { mayPost } from '../rules/policy.js';
import { openChildren, otherChildren, parentUpdated } from './inform-children.js';

interface PostUpdate {
  ticketId: string;
  body: string;
}

/** Posts a status update: a public comment that is marked as an update and sets the next due time. */
export const postMajorIncidentUpdate = command<PostUpdate>()({
  operation: 'postMajorIncidentUpdate',
  gather: (input, gathering) => ({
    ...gatherComment(commentOf(input), gathering),
    major: majorToChange(gathering, input.ticketId),
    children: forViewer(
      gathering,
      openChildren(gathering.organisationId, sql`${idOfType(input.ticketId, 'Ticket')}`),
    ),
  }),
  more: (facts, input, gathering) => moreOfComment(facts, commentOf(input), gathering),
  decide(facts, input, deciding) {
    const loaded = loadedTicket(facts.ticket, input.ticketId);
    if (!loaded.ok) return loaded;
    const major = standing(facts.major, loaded.value.facts, deciding.actor, mayPost);
    if (!major.ok) return major;
    const final = finalProblem('postMajorIncidentUpdate', loaded.value.ticket.status);
    if (final) return err(final);
    const posted = decideComment(facts, commentOf(input), deciding);
    if (!posted.ok) return posted;
    const { organisationId, now } = deciding;
    const { value, writes, events, shows, ticket } = posted.value;
    const before = major.value;
    const due = minutesAfter(now, before.updateEveryMinutes);
    const after = { ...before, nextUpdateDueAt: due, dueTold: false };
    const update = { organisationId, ticketId: ticket.id, commentId: value.commentId };
    const moved = updateOf(MajorIncidentEntity, before, after, ['organisationId', 'ticketId']);
    const event: NewEvent = {
      type: 'MAJOR_INCIDENT_UPDATED',
      ticketId: ticket.id,
      commentId: value.commentId,
      changes: [
        {
          field: 'MajorIncident.nextUpdateDueAt',
          from: before.nextUpdateDueAt.toISOString(),
          to: due.toISOString(),
        },
      ],
      facts: filterFacts(ticket),
    };
    const causedBy = events.length;
    const { items, after: last } = sliceOf(facts.children as readonly TicketRow[]);
    const onChildren = items.map((child) => ({ ...parentUpdated(child), causedBy }));
    const goesOn = { work: otherChildren.name, about: { parentId: ticket.id }, after: last, causedBy };
    return ok({
      value,
      writes: [...writes, insertInto(MajorIncidentUpdateEntity, update), ...(moved ? [moved] : [])],
      events: [...events, event, ...onChildren],
      continues: last === null ? [] : [goesOn],
      shows,
    });
  },
});

function commentOf({ ticketId, body }: PostUpdate): AddCommentInput {
  return { ticketId, body, visibility: 'PUBLIC' };
}
