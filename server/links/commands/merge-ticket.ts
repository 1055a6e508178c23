import { shown } from '../../platform/actor/asking.js';
import { command, type Deciding, type Gathering } from '../../platform/commands/command.js';
import type { MergeTicketInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed, type FieldChange, type NewEvent } from '../../platform/events/event.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, type UserError } from '../../platform/kernel/user-errors.js';
import {
  canTicket,
  decideTransition,
  factsOfTransition,
  filterFacts,
  finalProblem,
  type GatheredTicket,
  type LoadedTicket,
  loadedTicket,
  TicketPersonEntity,
  type TicketRow,
  type TransitionStep,
  ticketsById,
  ticketsToChange,
  toTicket,
} from '../../tickets/index.js';
import { insertLink } from '../data/store.js';

/** The public reason of a merge without one. Its requester need not see the target. */
const HANDLED_ELSEWHERE = 'This is handled in another ticket.';
/** The most affected users of a ticket. */
const MOST_AFFECTED = 100;

const merge: TransitionStep<MergeTicketInput, { tickets: Sql<GatheredTicket> }> = {
  name: 'MERGE',
  check(check, input) {
    check.id('intoTicketId', input.intoTicketId, 'Ticket');
    return { ...input, reason: check.optional('reason', input.reason, 2000) };
  },
  apply(ticket, input, { occurredAt, onBehalfOf }, { tickets }) {
    const into = ticketAmong(tickets, input.intoTicketId, 'intoTicketId');
    if (!into.ok) return into;
    const wrong = wrongTarget(ticket, into.value.ticket);
    if (wrong) return err(wrong);
    Object.assign(ticket, {
      mergedFrom: ticket.status,
      mergedHold: holdOf(ticket),
      cancelReason: input.reason || (input.requesterFollows ? null : HANDLED_ELSEWHERE),
      duplicateOfId: into.value.ticket.id,
      cancelledAt: occurredAt,
      cancelledByUserId: onBehalfOf.userId,
      cancelledByKeyId: onBehalfOf.keyId,
    });
    return ok({});
  },
};

/** Merges a ticket into another. Nothing is moved: the ticket stores its former status, and is linked. */
export const mergeTicket = command<MergeTicketInput>()({
  operation: 'mergeTicket',
  announces: ({ ticketId }) => ({
    types: ['TICKET_MERGED'],
    ticketIds: sql`array[${idOfType(ticketId, 'Ticket')}::uuid]`,
  }),
  gather: (input, gathering) => ({
    tickets: ticketsToChange(
      gathering,
      input.intoTicketId ? [input.ticketId, input.intoTicketId] : [input.ticketId],
    ),
    ...factsOfTransition(merge, input, gathering, sql`${idOfType(input.ticketId, 'Ticket')}::uuid`),
    affected: input.requesterFollows && input.intoTicketId ? affectedBy(gathering, input.intoTicketId) : null,
  }),
  decide(facts, input, deciding) {
    const loaded = ticketAmong(facts.tickets, input.ticketId, 'ticketId');
    if (!loaded.ok) return loaded;
    const merged = decideTransition(merge, facts, loaded.value, input, deciding);
    if (!merged.ok) return merged;
    const into = ticketAmong(facts.tickets, input.intoTicketId, 'intoTicketId');
    if (!into.ok) return err(...into.errors);
    const { value, writes, events, shows } = merged.value;
    const target = into.value.ticket;
    const followed = input.requesterFollows
      ? follow(loaded.value.ticket.requesterId, into.value, facts.affected, deciding)
      : ok(notFollowed);
    if (!followed.ok) return followed;
    const edge = { kind: 'MERGED_INTO', fromId: value.ticketId, toId: target.id } as const;
    return ok({
      value: { ...value, intoTicketId: target.id },
      writes: [...writes, insertLink(deciding, edge), ...followed.value.writes],
      events: [
        ...events,
        mergeOn(target, 'TICKET_MERGED_IN', { from: null, to: value.ticketId }, followed.value.changes),
      ],
      shows: [...shows, shown(ticketsById, target.id, toTicket(target))],
    });
  },
});

interface Followed {
  writes: Sql[];
  changes: FieldChange<'Ticket.affectedUsers'>[];
}

const notFollowed: Followed = { writes: [], changes: [] };

/** Makes the requester of a merged ticket an affected user of its target, for workers of the target. */
function follow(
  requesterId: string,
  target: LoadedTicket,
  affected: readonly { userId: string }[],
  { actor, organisationId, now }: Deciding,
): Result<Followed> {
  const { ticket, facts } = target;
  const works = canTicket(actor, 'edit', facts);
  if (!works.allowed) return err(forbidden(works.reason, works.message, ['requesterFollows']));
  const before = affected.map(({ userId }) => userId);
  if (requesterId === ticket.requesterId || before.includes(requesterId)) return ok(notFollowed);
  if (before.length >= MOST_AFFECTED) {
    const message = `A ticket can have at most ${MOST_AFFECTED} affected users.`;
    return err(invalid(['requesterFollows'], 'TOO_MANY', message));
  }
  const person = { organisationId, ticketId: ticket.id, userId: requesterId, participation: 'AFFECTED' };
  return ok({
    writes: [insertInto(TicketPersonEntity, { ...person, grantsAccess: true, createdAt: now })],
    changes: [changed('Ticket.affectedUsers', before, [...before, requesterId].sort())],
  });
}

/** The affected users of a ticket. They change only while it is locked. */
function affectedBy({ me, organisationId }: Gathering, globalId: string): Sql<{ userId: string }> {
  return sql<{ userId: string }>`select p.user_id as "userId" from ${me} join ticket_people p
    on p.organisation_id = ${organisationId} and p.ticket_id = ${idOfType(globalId, 'Ticket')}::uuid and p.participation = 'AFFECTED'
    order by p.user_id`;
}

function ticketAmong(tickets: readonly GatheredTicket[], globalId: string | null | undefined, field: string) {
  const id = globalId ? idOfType(globalId, 'Ticket') : null;
  return loadedTicket(
    tickets.filter((ticket) => ticket.id === id),
    globalId ?? '',
    [field],
  );
}

// A merged ticket is cancelled, and nothing can be merged into a cancelled ticket: so merges make no cycle.
function wrongTarget(ticket: TicketRow, into: TicketRow): UserError | null {
  if (into.id === ticket.id)
    return invalid(['intoTicketId'], 'SELF', 'A ticket cannot be merged into itself.');
  return finalProblem('mergeTicket', into.status, ['intoTicketId'], 'MERGE');
}

function holdOf(ticket: TicketRow): TicketRow['mergedHold'] {
  const { heldFrom, heldSince, holdReason } = ticket;
  if (!heldFrom || !heldSince || !holdReason) return null;
  return {
    heldFrom,
    heldSince: heldSince.toISOString(),
    holdReason,
    holdResumeAt: ticket.holdResumeAt?.toISOString() ?? null,
    holdDueAt: ticket.holdDueAt?.toISOString() ?? null,
    holdLinkedTicketId: ticket.holdLinkedTicketId ?? null,
    holdNote: ticket.holdNote ?? null,
  };
}

/** The event of a merge on its target. The merged ticket is shown only to actors who can see it. */
export function mergeOn(
  target: TicketRow,
  type: 'TICKET_MERGED_IN' | 'TICKET_UNMERGED_OUT',
  merged: { from: string | null; to: string | null },
  others: readonly FieldChange<'Ticket.affectedUsers'>[] = [],
): NewEvent {
  return {
    type,
    ticketId: target.id,
    changes: [{ field: 'TicketLink.ticket', ...merged }, ...others],
    facts: filterFacts(target),
  };
}
