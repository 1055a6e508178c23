import { changed, type FilteredEventRow, type NewEvent } from '../../platform/events/event.js';

/** The most people whom one event names. */
const MOST_PEOPLE = 500;

/**
 * A person as these events name them. It is not their id alone: events that name an actor by the id change what they may see, and their
 * streams would look them up again.
 */
function asNotified(userId: string): string {
  return `@${userId}`;
}

/** The events that say who was notified of which events of the log. */
export function peopleNotified(people: readonly { number: number; userId: string }[]): NewEvent[] {
  const byEvent = Map.groupBy(people, ({ number }) => number);
  return [...byEvent].flatMap(([number, all]) => {
    const parts = Array.from({ length: Math.ceil(all.length / MOST_PEOPLE) }, (_, i) =>
      all.slice(i * MOST_PEOPLE, (i + 1) * MOST_PEOPLE),
    );
    return parts.map(
      (part): NewEvent => ({
        type: 'PEOPLE_NOTIFIED',
        changes: [
          changed('notifiedOf' as const, null, number),
          changed(
            'notified' as const,
            null,
            part.map(({ userId }) => asNotified(userId)),
          ),
        ],
      }),
    );
  });
}

/** The event that says that a person marked notifications as read or unread. */
export function notificationsMarked(userId: string): NewEvent {
  return { type: 'NOTIFICATIONS_MARKED', changes: [changed('notified', null, [asNotified(userId)])] };
}

/** Whether an event is one of notifications of this person. */
export function isAboutNotificationsOf(userId: string, { type, changes }: FilteredEventRow): boolean {
  if (type !== 'PEOPLE_NOTIFIED' && type !== 'NOTIFICATIONS_MARKED') return false;
  const name = asNotified(userId);
  return changes.some(({ field, to }) => field === 'notified' && Array.isArray(to) && to.includes(name));
}

/** The number of the event that people were notified of; null: the event is another one. */
export function notifiedOf({ type, changes }: FilteredEventRow): number | null {
  if (type !== 'PEOPLE_NOTIFIED') return null;
  const given = changes.find(({ field }) => field === 'notifiedOf')?.to;
  return typeof given === 'number' ? given : null;
}
