import { decideComment, gatherComment, moreOfComment } from '../../comments/index.js';
import { command, type Gathering } from '../../platform/commands/command.js';
import type { AddCommentInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto, updateOf } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import {
  filterFacts,
  finalProblem,
  loadedTicket,
  type TicketRow,
  ticketColumns,
} from '../../tickets/index.js';
import { MajorIncidentEntity, MajorIncidentUpdateEntity } from '../data/entities.js';
import { majorToChange, standing } from '../data/gather.js';
import { minutesAfter } from '../data/store.js';
import { mayPost } from '../rules/policy.js';

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
    children: openChildren(gathering, input.ticketId),
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
    const onChildren = facts.children.map(
      (child): NewEvent => ({
        type: 'PARENT_STATUS_UPDATED',
        ticketId: child.id,
        facts: filterFacts(child),
        causedBy: events.length,
      }),
    );
    return ok({
      value,
      writes: [...writes, insertInto(MajorIncidentUpdateEntity, update), ...(moved ? [moved] : [])],
      events: [...events, event, ...onChildren],
      shows,
    });
  },
});

/** The children of a ticket that are not closed or cancelled. The most links of a ticket bound them. */
function openChildren({ me, organisationId }: Gathering, globalId: string): Sql<TicketRow> {
  return sql<TicketRow>`select ${ticketColumns('child')} from ${me}
    join tickets t on t.organisation_id = ${organisationId} and t.id = ${idOfType(globalId, 'Ticket')}::uuid
      and ${visibleToMe(organisationId)}
    join ticket_links l on l.organisation_id = ${organisationId} and l.from_ticket_id = t.id and l.kind = 'PARENT_OF'
    join tickets child on child.organisation_id = ${organisationId} and child.id = l.to_ticket_id
      and child.status not in ('CLOSED', 'CANCELLED') order by child.id`;
}

function commentOf({ ticketId, body }: PostUpdate): AddCommentInput {
  return { ticketId, body, visibility: 'PUBLIC' };
}
