import type { Actor } from '../../platform/actor/actor.js';
import { type Shown, shown } from '../../platform/actor/asking.js';
import type { Sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { TicketFacts } from '../rules/policy.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { toTicket } from './node.js';
import { ticketsById } from './reads.js';

/** The queue that a ticket was put in. */
interface Queue {
  teamId: string;
  visibility: string;
}

/** Returns the update of a changed ticket, and what to show: the ticket, if the actor can certainly still see it. */
export function changedTicket(
  before: TicketRow,
  after: TicketRow,
  actor: Actor,
  facts: TicketFacts,
  queue: Queue | null = null,
): { writes: Sql[]; shows: Shown[] } {
  const update = updateOf(TicketEntity, before, after);
  const seen = stillSees(actor, before, after, facts, queue);
  return {
    writes: update ? [update] : [],
    shows: seen ? [shown(ticketsById, after.id, toTicket(after))] : [],
  };
}

/**
 * Whether an actor who could see a ticket can certainly still see it after their change. Of the changed fields, only queue, assignee and
 * requester decide about that.
 */
function stillSees(
  actor: Actor,
  before: TicketRow,
  after: TicketRow,
  { queueTeamId }: TicketFacts,
  queue: Queue | null,
): boolean {
  const moved = after.queueId !== before.queueId;
  const keyMoves = actor.kind === 'key' && actor.queueIds !== null && moved;
  if (keyMoves) return actor.queueIds?.includes(after.queueId) === true;
  if (actor.kind !== 'user' || actor.role === 'ADMIN') return true;
  const { userId, teamIds } = actor;
  const left = [before.assigneeId, before.requesterId].includes(userId);
  if (!moved && !left) return true;
  if (after.requesterId === userId) return true;
  if (actor.role === 'REQUESTER') return false;
  const isOpen = moved && queue?.visibility === 'ORGANISATION';
  const team = moved ? (queue?.teamId ?? '') : queueTeamId;
  return isOpen || after.assigneeId === userId || teamIds.includes(team);
}
