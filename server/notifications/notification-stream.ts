import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { NotificationReceived, NotificationsMarked } from '../platform/contract/generated/types.js';
import { eventCursor, type FilteredEventRow } from '../platform/events/index.js';
import type { Outcome, Stream } from '../platform/live/stream.js';
import { notificationsOfEvents, unreadCount } from './data/reads.js';
import { toNotification } from './node.js';
import { isAboutNotificationsOf, notifiedOf } from './rules/notified-events.js';

/** The notifications of the person who subscribes. The log says of which there are new ones. */
export const notificationStream: Stream = {
  mayConcern: (actor, event) => actor.kind === 'user' && isAboutNotificationsOf(actor.userId, event),
  itemsOf: async (reads, [event]) => (event ? outcomeOf(reads, event) : null),
};

async function outcomeOf(reads: ActorReads, event: FilteredEventRow): Promise<Outcome> {
  const cursor = eventCursor(reads.seals, reads.organisationId, event);
  const number = notifiedOf(event);
  if (number === null) {
    const marked: NotificationsMarked = {
      __typename: 'NotificationsMarked',
      cursor,
      unreadCount: await unreadCount(reads),
    };
    return { items: [marked] };
  }
  const row = await reads.load(notificationsOfEvents, String(number));
  if (!row) return null;
  const received: NotificationReceived = {
    __typename: 'NotificationReceived',
    cursor,
    notification: toNotification(row),
  };
  return { items: [received] };
}
