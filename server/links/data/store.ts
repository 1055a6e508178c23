import type { Deciding } from '../../platform/commands/command.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import type { NewEvent } from '../../platform/events/event.js';
import { idOfType, newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import {
  canTicket,
  filterFacts,
  type LoadedTicket,
  loadTicket,
  type TicketRow,
  type UnnumberedTicket,
} from '../../tickets/index.js';
import { type Edge, kinds, type LinkKind, relationFrom } from '../rules/relations.js';
import { TicketLinkEntity } from './entities.js';

export interface BothTickets {
  one: LoadedTicket;
  other: LoadedTicket;
}

/** Locks two tickets that the actor can see, in the order of their ids, so that two calls for the same tickets cannot deadlock. */
export async function loadBoth(
  command: CommandContext,
  one: { id: string; field: string },
  other: { id: string; field: string },
): Promise<Result<BothTickets>> {
  const swapped = (idOfType(other.id, 'Ticket') ?? '') < (idOfType(one.id, 'Ticket') ?? '');
  const loaded = new Map<unknown, Result<LoadedTicket>>();
  for (const end of swapped ? [other, one] : [one, other])
    loaded.set(end, await loadTicket(command, end.id, [end.field]));
  const first = loaded.get(one) as Result<LoadedTicket>;
  const second = loaded.get(other) as Result<LoadedTicket>;
  if (first.ok && second.ok) return ok({ one: first.value, other: second.value });
  return err(...[first, second].flatMap((result) => (result.ok ? [] : result.errors)));
}

/** Two tickets to link or unlink: the actor works one of them and can see the other. */
export async function loadToLink(
  command: CommandContext,
  input: { ticketId: string; otherTicketId: string },
): Promise<Result<BothTickets>> {
  const both = await loadBoth(
    command,
    { id: input.ticketId, field: 'ticketId' },
    { id: input.otherTicketId, field: 'otherTicketId' },
  );
  if (!both.ok) return both;
  const one = canTicket(command.actor, 'edit', both.value.one.facts);
  if (one.allowed || canTicket(command.actor, 'edit', both.value.other.facts).allowed) return both;
  return err(forbidden(one.reason, one.message, ['ticketId']));
}

/** Serialises the creation of links that can make cycles: two calls without a common ticket can close a cycle together. */
export async function oneAtATime(command: CommandContext, kind: LinkKind): Promise<void> {
  if (!kinds[kind].acyclic) return;
  const name = `links ${command.organisationId} ${kind}`;
  await command.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/** Inserts a link. */
export function saveLink(command: CommandContext, edge: Edge): void {
  command.em.create(TicketLinkEntity, newLink(command, edge), { persist: true });
}

/** SQL that inserts a link. */
export function insertLink(deciding: Deciding, edge: Edge): Sql {
  return insertInto(TicketLinkEntity, newLink(deciding, edge));
}

function newLink(
  { organisationId, onBehalfOf, now }: Pick<Deciding, 'organisationId' | 'onBehalfOf' | 'now'>,
  edge: Edge,
) {
  return {
    organisationId,
    id: newId(),
    kind: edge.kind,
    fromTicketId: edge.fromId,
    toTicketId: edge.toId,
    createdByUserId: onBehalfOf.userId,
    createdByKeyId: onBehalfOf.keyId,
    createdAt: now,
  };
}

/** Removes a link; false when there was none. */
export async function deleteLink(command: CommandContext, edge: Edge): Promise<boolean> {
  const rows =
    await command.query(sql`delete from ticket_links where organisation_id = ${command.organisationId}
    and kind = ${edge.kind} and from_ticket_id = ${edge.fromId} and to_ticket_id = ${edge.toId} returning id`);
  return rows.length > 0;
}

/** Records on both tickets that they were linked or unlinked. */
export function tellLink(
  command: CommandContext,
  type: LinkEventType,
  edge: Edge,
  tickets: readonly [TicketRow, TicketRow],
): void {
  for (const event of linkEvents(type, edge, tickets)) command.emit(event);
}

type LinkEventType = 'TICKET_LINKED' | 'TICKET_UNLINKED';

/** The events that record it; `comment` is the comment that the link comes from. */
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
        { field: 'relation', ...turned(relationFrom(edge.kind, end)) },
        { field: 'links', ...turned(otherId) },
      ],
      facts: filterFacts(ticket),
    };
  });
}
