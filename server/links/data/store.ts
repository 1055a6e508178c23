import { shown } from '../../platform/actor/asking.js';
import type { Deciding, FactsOf, Gathering } from '../../platform/commands/command.js';
import type { LinkTicketsInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idOfType, newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import {
  canTicket,
  filterFacts,
  loadedTicket,
  type TicketRow,
  ticketsById,
  ticketsToChange,
  toTicket,
  type UnnumberedTicket,
} from '../../tickets/index.js';
import { type Edge, edgeOf, kinds, type LinkKind, linkTypeFrom, type Standing } from '../rules/link-types.js';
import { TicketLinkEntity } from './entities.js';

/** The facts about two tickets to link or unlink, and about the links that they have. */
export function gatherLink({ ticketId, relation, otherTicketId }: LinkTicketsInput, gathering: Gathering) {
  const { me, organisationId } = gathering;
  const [one, other] = [idOfType(ticketId, 'Ticket'), idOfType(otherTicketId, 'Ticket')];
  const edge = one && other ? edgeOf(one, relation, other) : null;
  return {
    tickets: ticketsToChange(gathering, [ticketId, otherTicketId]),
    standing: edge && standingLinks(gathering, edge),
    knownErrors:
      edge?.kind === 'PROBLEM_OF'
        ? sql<{ publicWorkaround: string | null }>`select k.public_workaround as "publicWorkaround" from ${me}
          join known_errors k on k.organisation_id = ${organisationId} and k.ticket_id = ${edge.fromId} and k.retired_at is null`
        : null,
  };
}

type LinkFacts = FactsOf<ReturnType<typeof gatherLink>>;

function standingLinks({ me, organisationId }: Gathering, { kind, fromId, toId }: Edge) {
  return sql<Omit<Standing, 'leadsBack' | 'seenLeadsBack'>>`select
    exists (select from ticket_links where organisation_id = ${organisationId} and kind = ${kind}
      and from_ticket_id = ${fromId} and to_ticket_id = ${toId}) as exists,
    exists (select from ticket_links where organisation_id = ${organisationId} and kind = ${kind}
      and to_ticket_id = ${toId}) as taken,
    exists (select 1 from ticket_links l join tickets t on t.organisation_id = ${organisationId} and t.id = l.from_ticket_id
      where l.organisation_id = ${organisationId} and l.kind = ${kind} and l.to_ticket_id = ${toId}
        and ${visibleToMe(organisationId)}) as "takenBySeen",
    coalesce((select max(links)::int from (select count(*) as links from unnest(array[${fromId}::uuid, ${toId}::uuid]) one (id)
      join ticket_links l on l.organisation_id = ${organisationId} and (l.from_ticket_id = one.id or l.to_ticket_id = one.id)
      group by one.id) counted), 0) as most from ${me}`;
}

/** Two tickets to link or unlink: the actor works one of them and can see the other. */
export function bothToLink(
  facts: LinkFacts,
  { ticketId, relation, otherTicketId }: LinkTicketsInput,
  { actor }: Deciding,
): Result<{ edge: Edge; from: TicketRow; to: TicketRow; tickets: readonly [TicketRow, TicketRow] }> {
  const loaded = (globalId: string, field: string) =>
    loadedTicket(
      facts.tickets.filter(({ id }) => id === idOfType(globalId, 'Ticket')),
      globalId,
      [field],
    );
  const [one, other] = [loaded(ticketId, 'ticketId'), loaded(otherTicketId, 'otherTicketId')];
  if (!one.ok || !other.ok) return err(...[one, other].flatMap((result) => (result.ok ? [] : result.errors)));
  const works = canTicket(actor, 'edit', one.value.facts);
  if (!works.allowed && !canTicket(actor, 'edit', other.value.facts).allowed)
    return err(forbidden(works.reason, works.message, ['ticketId']));
  const tickets = [one.value.ticket, other.value.ticket] as const;
  const edge = edgeOf(tickets[0].id, relation, tickets[1].id);
  const [from, to] = edge.fromId === tickets[0].id ? tickets : [tickets[1], tickets[0]];
  return ok({ edge, from, to, tickets });
}

/** What is answered and recorded when two tickets were linked or unlinked. */
export function linked(
  type: LinkEventType,
  edge: Edge,
  tickets: readonly [TicketRow, TicketRow],
  { knownErrors: [knownError] }: LinkFacts,
) {
  const [one, other] = tickets;
  const incident = edge.toId === one.id ? one : other;
  const events = linkEvents(type, edge, tickets);
  if (knownError?.publicWorkaround)
    events.push({ type: 'WORKAROUND_CHANGED', ticketId: incident.id, facts: filterFacts(incident) });
  return {
    value: { ticketId: one.id, otherTicketId: other.id },
    events,
    shows: tickets.map((ticket) => shown(ticketsById, ticket.id, toTicket(ticket))),
  };
}

/** Serialises the creation of links that can make cycles: two calls without a common ticket can close a cycle together. */
export function oneAtATime({ organisationId, me }: Gathering, kind: LinkKind): Sql | null {
  if (!kinds[kind].acyclic) return null;
  const name = `links ${organisationId} ${kind}`;
  return sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0)) from ${me}`;
}

/** SQL that inserts a link. */
export function insertLink({ organisationId, onBehalfOf, now }: Deciding, edge: Edge): Sql {
  return insertInto(TicketLinkEntity, {
    organisationId,
    id: newId(),
    kind: edge.kind,
    fromTicketId: edge.fromId,
    toTicketId: edge.toId,
    createdByUserId: onBehalfOf.userId,
    createdByKeyId: onBehalfOf.keyId,
    createdAt: now,
  });
}

/** SQL that removes a link. */
export function deleteLink(organisationId: string, edge: Edge): Sql {
  return sql`delete from ticket_links where organisation_id = ${organisationId}
    and kind = ${edge.kind} and from_ticket_id = ${edge.fromId} and to_ticket_id = ${edge.toId}`;
}

type LinkEventType = 'TICKET_LINKED' | 'TICKET_UNLINKED';

/** Records on both tickets that they were linked or unlinked; `comment` is the comment that the link comes from. */
export function linkEvents(
  type: LinkEventType,
  edge: Edge,
  tickets: readonly [UnnumberedTicket, UnnumberedTicket],
  comment?: { id: string; onTicketId: string },
): NewEvent[] {
  return tickets.map((ticket) => {
    const end = ticket.id === edge.fromId ? 'from' : 'to';
    const otherId = end === 'from' ? edge.toId : edge.fromId;
    const turned = (value: string) =>
      type === 'TICKET_LINKED' ? { from: null, to: value } : { from: value, to: null };
    return {
      type,
      ticketId: ticket.id,
      otherTicketId: otherId,
      commentId: comment?.onTicketId === ticket.id ? comment.id : null,
      changes: [
        { field: 'TicketLink.relation', ...turned(linkTypeFrom(edge.kind, end)) },
        { field: 'TicketLink.ticket', ...turned(otherId) },
      ],
      facts: filterFacts(ticket),
    };
  });
}
