import type { Actor } from '../platform/actor/actor.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import { scopeOf } from '../platform/actor/scope.js';
import type { TicketGone } from '../platform/contract/generated/types.js';
import {
  type AccessChange,
  accessChangeOf,
  eventCursor,
  type FilteredEventRow,
} from '../platform/events/index.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { Between } from '../platform/live/sharing.js';
import type { Outcome, Stream } from '../platform/live/stream.js';
import {
  changesRights,
  changesSight,
  type FilterFacts,
  factsBefore,
  losesTicket,
  peopleOfTickets,
  personalRights,
  possibleLoss,
  queuesConcerned,
  queuesShown,
  takesRight,
  teamQueues,
  ticketsById,
} from '../tickets/index.js';
import { toEvent } from './node.js';
import { placeKey, visibleEvent } from './reads.js';

/** What a subscription to the events of tickets follows. */
export interface Followed {
  /** Equal for streams that follow the same tickets. */
  key: string;
  /** The only queues whose tickets can match; null: any queue. */
  queueIds: readonly string[] | null;
  /** The only ticket; null: all that match. */
  onlyTicket: string | null;
  /** The types of the events to send; null: all. That a ticket is gone is sent in any case. */
  types: ReadonlySet<string> | null;
  /** Whether a ticket with these facts matches: those stored in an event, or those before it. */
  matches(facts: FilterFacts): boolean;
  /** Whether tickets of one of these queues can match; null: of any queue. */
  canMatchIn(queueIds: readonly string[] | null): boolean;
  /** Whether other tickets match when the actor comes into a team or leaves one. */
  dependsOnMyTeams: boolean;
  /** Tickets whose children are followed: none match while the actor does not see their parent. */
  parents: readonly string[];
  /** Queues that are named: none match while the actor cannot name them. */
  queues: readonly string[];
}

/** The events of tickets, and which tickets the subscriber can no longer see. */
export function ticketStream(followed: Followed): Stream {
  const { key, onlyTicket, types, queueIds, parents } = followed;
  const topics = onlyTicket === null ? (queueIds?.map(queueTopic) ?? null) : [ticketTopic(onlyTicket)];
  return {
    // Who sees a parent is decided for each person.
    ...(parents.length === 0
      ? { shared: { key: JSON.stringify([key, types && [...types].sort()]), topics, topicsOf, between } }
      : {}),
    mayConcern: (actor, event) => mayConcern(followed, actor, event),
    itemsOf: async (reads, [event]) => (event ? outcomeOf(reads, followed, event) : null),
  };
}

function mayConcern(followed: Followed, actor: Actor, event: FilteredEventRow): boolean {
  const change = accessChangeOf(event);
  if (change) {
    const queueIds = queuesConcerned(actor, change);
    return (
      movesMyTeams(followed, actor, change) ||
      showsQueues(followed, actor, change) ||
      canMoveParents(followed, queueIds) ||
      followed.canMatchIn(queueIds)
    );
  }
  const { ticketId, changes } = event;
  if (ticketId !== null && followed.parents.includes(ticketId)) return true;
  if (ticketId === null || (followed.onlyTicket ?? ticketId) !== ticketId) return false;
  return isFollowed(followed, event) || takesRight(scopeOf(actor), changes);
}

async function outcomeOf(reads: ActorReads, followed: Followed, event: FilteredEventRow): Promise<Outcome> {
  const change = accessChangeOf(event);
  if (change) {
    const { actor } = reads;
    // Whom it concerns is decided for each person.
    if (!actor) return null;
    if (movesMyTeams(followed, actor, change) || showsQueues(followed, actor, change))
      return 'ACCESS_CHANGED';
    const queueIds = queuesConcerned(actor, change);
    if (canMoveParents(followed, queueIds)) return 'ACCESS_CHANGED';
    return (await isConcerned(reads, followed, queueIds)) ? 'ACCESS_CHANGED' : null;
  }
  if (followed.parents.includes(event.ticketId ?? '') && (await changesSight(reads, event)))
    return 'ACCESS_CHANGED';
  const isSent = followed.types?.has(event.type) !== false && isFollowed(followed, event);
  const loss = possibleLoss(reads.scope, event, followed.matches);
  // To a witness, the others of a class can differ from it by the right that the event gives or takes them.
  if (!isSent && !loss && !(reads.witness && changesRights(event.changes))) return null;
  if (await reads.load(visibleEvent, placeKey(event)))
    return isSent ? sentEvent(reads, event, matchesAfter(followed, event)) : null;
  if (!loss || !(await losesTicket(reads, loss))) return null;
  return { items: [gone(reads, event)], ends: followed.onlyTicket !== null };
}

function sentEvent(reads: ActorReads, event: FilteredEventRow, matches: boolean): Outcome {
  return { items: [toEvent(reads, event, matches)], alike: matches ? 'matches' : 'matches no more' };
}

/** Who of different people get the same of tickets. */
export const between: Between = { teamQueues, rightsTo: personalRights, peopleOf: peopleOfTickets };

const ticketTopic = (id: string): string => `ticket ${id}`;
/** The topic of events of tickets in a queue. */
export const queueTopic = (id: string): string => `queue ${id}`;

/** The ticket of an event, and its queues before and after. */
export function topicsOf({ ticketId, facts, changes }: FilteredEventRow): string[] {
  const after = facts as unknown as FilterFacts | null;
  const queues = after ? [after.queue, factsBefore(after, changes).queue] : [];
  return [ticketTopic(ticketId ?? ''), ...queues.map(queueTopic)];
}

function gone({ seals, organisationId }: ActorReads, event: FilteredEventRow): TicketGone {
  const cursor = eventCursor(seals, organisationId, event);
  return { __typename: 'TicketGone', cursor, ticketId: toGlobalId('Ticket', event.ticketId ?? '') };
}

/** Whether a subscription by the teams of its actor follows other tickets since a change of these teams. */
function movesMyTeams({ dependsOnMyTeams }: Followed, actor: Actor, change: AccessChange): boolean {
  return (
    dependsOnMyTeams &&
    actor.kind === 'user' &&
    change.kind === 'TEAM' &&
    change.userIds.includes(actor.userId)
  );
}

/** Whether a queue that is named can be named since a change of access, or can be named no more. */
function showsQueues({ queues }: Followed, actor: Actor, change: AccessChange): boolean {
  return queuesShown(actor, change).some((id) => queues.includes(id));
}

/** Whether the actor can see another parent, or one less, since a change of the sight of these queues. */
function canMoveParents({ parents }: Followed, queueIds: readonly string[] | null): boolean {
  return parents.length > 0 && queueIds?.length !== 0;
}

/** Whether the ticket of an event matches after it. */
function matchesAfter({ matches }: Followed, { facts }: FilteredEventRow): boolean {
  return facts !== null && matches(facts as unknown as FilterFacts);
}

/** The ticket matched before or after the event, so that a ticket that leaves the filter is reported too. */
function isFollowed({ matches }: Followed, { facts, changes }: FilteredEventRow): boolean {
  if (facts === null) return false;
  const after = facts as unknown as FilterFacts;
  return matches(after) || matches(factsBefore(after, changes));
}

/** Whether a subscription follows tickets of queues that its actor sees differently from now on. */
async function isConcerned(
  reads: ActorReads,
  { canMatchIn, onlyTicket }: Followed,
  queueIds: readonly string[] | null,
): Promise<boolean> {
  if (!canMatchIn(queueIds)) return false;
  const ticket = onlyTicket === null ? null : await reads.load(ticketsById, onlyTicket);
  return !ticket || queueIds === null || queueIds.includes(ticket.row.queueId);
}
