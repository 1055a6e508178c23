import type { Actor } from '../platform/actor/actor.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import { scopeOf } from '../platform/actor/scope.js';
import { accessChangeOf, type FilteredEventRow } from '../platform/events/index.js';
import {
  type FilterFacts,
  factsBefore,
  losesTicket,
  possibleLoss,
  queuesConcerned,
  takesRight,
  ticketsById,
} from '../tickets/index.js';
import { visibleNumbers } from './index.js';

/** What a subscription follows. */
export interface Followed {
  /** The only ticket; null: all that match. */
  onlyTicket: string | null;
  /** The types of the events to send; null: all. That a ticket is gone is sent in any case. */
  types: ReadonlySet<string> | null;
  /** Whether a ticket with these facts matches: those stored in an event, or those before it. */
  matches(facts: FilterFacts): boolean;
  /** Whether tickets of one of these queues can match; null: of any queue. */
  canMatchIn(queueIds: readonly string[] | null): boolean;
}

/** Whether an event can be an item of an actor's subscription, by what is stored in it. */
export function mayConcern(followed: Followed, actor: Actor, event: FilteredEventRow): boolean {
  const change = accessChangeOf(event);
  if (change) return followed.canMatchIn(queuesConcerned(actor, change));
  const { ticketId, changes } = event;
  if (ticketId === null || (followed.onlyTicket ?? ticketId) !== ticketId) return false;
  return isFollowed(followed, event) || takesRight(scopeOf(actor), changes);
}

/** What is sent for such an event, by the rights of now; null: nothing. */
export async function itemOf(
  reads: ActorReads,
  followed: Followed,
  event: FilteredEventRow,
): Promise<'EVENT' | 'GONE' | 'ACCESS_CHANGED' | null> {
  const change = accessChangeOf(event);
  if (change) {
    const queueIds = queuesConcerned(reads.actor, change);
    return (await isConcerned(reads, followed, queueIds)) ? 'ACCESS_CHANGED' : null;
  }
  const isSent = followed.types?.has(event.type) !== false && isFollowed(followed, event);
  const loss = possibleLoss(reads.scope, event, followed.matches);
  if (!isSent && !loss) return null;
  const visible = await visibleNumbers(reads, [event]);
  if (visible.has(event.number)) return isSent ? 'EVENT' : null;
  return loss && (await losesTicket(reads, loss)) ? 'GONE' : null;
}

/** Whether the ticket of an event matches after it. */
export function matchesAfter({ matches }: Followed, { facts }: FilteredEventRow): boolean {
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
