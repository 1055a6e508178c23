import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { StreamItem, TicketGone, TicketPresence } from '../platform/contract/generated/types.js';
import { accessChangeOf, headIn, type Position, positionCursor } from '../platform/events/index.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { Sent, Stream } from '../platform/live/stream.js';
import { ticketsById } from '../tickets/index.js';
import { presencesAt } from './data/reads.js';

/** An item replaces the one before, so changes of a moment are sent together. */
const BETWEEN_MS = 500;
/** Leases end by the clock of the database. */
const LATER_MS = 50;

/**
 * The presence at one ticket. `watch` calls back when it may have changed. It also changes by itself, when a lease ends.
 */
export function presenceStream(ticketId: string, watch: (wake: () => void) => () => void): Stream {
  let sent: string | undefined;
  let readAt = 0;
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;

  const wakeAt = (at: number): void => {
    if (at >= wakesAt) return;
    clearTimeout(timer);
    wakesAt = at;
    timer = setTimeout(() => wake(), Math.max(0, at - Date.now()));
    timer.unref();
  };

  const read = async (reads: ActorReads): Promise<Sent & { place: Position }> => {
    clearTimeout(timer);
    wakesAt = Number.POSITIVE_INFINITY;
    readAt = Date.now();
    const place = await headIn(reads);
    if (!(await reads.load(ticketsById, ticketId))) {
      return { items: [gone(reads, ticketId, place)], ends: true, place };
    }
    const { nextExpiry, ...presence } = await reads.load(presencesAt, ticketId);
    // Not at once, when the clock of the database is behind.
    if (nextExpiry) wakeAt(Math.max(nextExpiry.getTime() + LATER_MS, readAt + BETWEEN_MS));
    const text = JSON.stringify(presence);
    const items: StreamItem[] = text === sent ? [] : [item(reads, ticketId, place, presence)];
    sent = text;
    return { items, upTo: place, place };
  };

  return {
    gathers: 100,
    first: (reads) => {
      sent = undefined;
      return read(reads);
    },
    mayConcern: (_, event) => event.ticketId === ticketId || accessChangeOf(event) !== null,
    itemsOf: read,
    nudged(callBack) {
      wake = callBack;
      const end = watch(() => wakeAt(Math.max(Date.now(), readAt + BETWEEN_MS)));
      return () => {
        end();
        clearTimeout(timer);
        wake = () => {};
      };
    },
  };
}

function item(
  { seals, organisationId }: ActorReads,
  ticketId: string,
  place: Position,
  presence: object,
): TicketPresence {
  const cursor = positionCursor(seals, organisationId, place);
  const id = toGlobalId('Ticket', ticketId);
  return {
    __typename: 'TicketPresence',
    cursor,
    ticketId: id,
    presence: presence as TicketPresence['presence'],
  };
}

function gone({ seals, organisationId }: ActorReads, ticketId: string, place: Position): TicketGone {
  const cursor = positionCursor(seals, organisationId, place);
  return { __typename: 'TicketGone', cursor, ticketId: toGlobalId('Ticket', ticketId) };
}
