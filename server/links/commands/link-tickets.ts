import { command, type Gathering } from '../../platform/commands/command.js';
import type { LinkTicketsInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { bothToLink, gatherLink, insertLink, linked, oneAtATime } from '../data/store.js';
import {
  type Edge,
  edgeOf,
  faultAmong,
  faultOfEdge,
  kindOf,
  kinds,
  type LinkFault,
  MAX_WALK,
  reaches,
} from '../rules/link-types.js';

/** Links two tickets. Their versions do not change. */
export const linkTickets = command<LinkTicketsInput>()({
  operation: 'linkTickets',
  gather: (input, gathering) => ({
    // Before the tickets, like every call.
    turn: oneAtATime(gathering, kindOf(input.relation)),
    ...gatherLink(input, gathering),
    ahead: linksAhead(input, gathering),
  }),
  decide(facts, input, deciding) {
    const both = bothToLink(facts, input, deciding);
    if (!both.ok) return both;
    const { edge, from, to, tickets } = both.value;
    const leadsBack = leadsOver(edge, facts.ahead);
    const seenLeadsBack = leadsOver(
      edge,
      facts.ahead.filter(({ seen }) => seen),
    );
    const [standing = { exists: false, taken: false, takenBySeen: false, most: 0 }] = facts.standing;
    const fault =
      faultOfEdge(edge, from.type, to.type) ?? faultAmong(edge, { ...standing, leadsBack, seenLeadsBack });
    if (fault) return err(invalid([fieldOf(fault)], fault.rule, fault.message));
    return ok({ ...linked('TICKET_LINKED', edge, tickets, facts), writes: [insertLink(deciding, edge)] });
  },
});

/** Whether links lead from the `to` end of an edge to its `from` end. */
function leadsOver({ toId, fromId }: Edge, links: readonly { from: string; to: string }[]): boolean | null {
  const next = Map.groupBy(links, (link) => link.from);
  return reaches(toId, fromId, (ids) => ids.flatMap((id) => next.get(id)?.map((link) => link.to) ?? []));
}

function fieldOf({ rule }: LinkFault): string {
  return rule === 'RELATION' || rule === 'TYPE' ? 'relation' : 'otherTicketId';
}

/**
 * The links of the same kind that start at the `to` end or at a ticket that its links lead to; nothing for kinds that may lead in a circle.
 * At most as many tickets as the search looks at. `seen`: whether the actor can see the ticket that a link leads to.
 */
function linksAhead(
  { ticketId, relation, otherTicketId }: LinkTicketsInput,
  { me, organisationId }: Gathering,
) {
  const [one, other] = [idOfType(ticketId, 'Ticket'), idOfType(otherTicketId, 'Ticket')];
  if (!one || !other) return null;
  const { kind, toId } = edgeOf(one, relation, other);
  if (!kinds[kind].acyclic) return null;
  return sql<{ from: string; to: string; seen: boolean }>`with recursive ahead (id) as (
      select ${toId}::uuid from ${me}
      union
      select l.to_ticket_id from ahead join ticket_links l
        on l.organisation_id = ${organisationId} and l.from_ticket_id = ahead.id and l.kind = ${kind})
    select l.from_ticket_id as "from", l.to_ticket_id as "to", ${visibleToMe(organisationId)} as seen
    from (select id from ahead limit ${MAX_WALK.tickets + 2}) near
    join ticket_links l on l.organisation_id = ${organisationId} and l.from_ticket_id = near.id and l.kind = ${kind}
    join tickets t on t.organisation_id = ${organisationId} and t.id = l.to_ticket_id cross join ${me}`;
}
