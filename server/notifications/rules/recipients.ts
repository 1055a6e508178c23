import { NotificationKind } from '../../platform/contract/generated/enums.js';
import type { FilteredEventRow } from '../../platform/events/event.js';
import type {
  NotificationRule,
  NotifiedTicket,
  RecipientGroup,
} from '../../tickets/rules/notification-rules.js';

/** Who is to be notified of an event, and why, before it is known who of them can see it. */
export interface Told {
  number: number;
  kind: NotificationKind;
  /** A smaller one wins where a person is named twice for one event. */
  rank: number;
  ofEvent: boolean;
  users: readonly string[];
  groups: readonly RecipientGroup[];
}

const ranks = new Map(Object.keys(NotificationKind).map((kind, i) => [kind, i]));

/** Whether an event can notify people: imported events and those of the set-up notify nobody. */
export function canNotify({ ticketId, cause, occurredAt, recordedAt }: FilteredEventRow): boolean {
  // An import is recorded later than it happened, also where it causes further events.
  const isImported = cause.kind === 'IMPORT' || new Date(occurredAt) < new Date(recordedAt);
  return ticketId !== null && cause.kind !== 'SYSTEM' && !isImported;
}

/** Who is notified of these events, by all rules. Events whose ticket is not known notify nobody. */
export function recipientsOf(
  events: readonly FilteredEventRow[],
  tickets: ReadonlyMap<string, NotifiedTicket>,
  rules: readonly NotificationRule[],
): Told[] {
  return withoutReplaced(events.filter(canNotify), rules).flatMap((event) => {
    const ticket = tickets.get(event.ticketId ?? '');
    if (!ticket) return [];
    return rules
      .filter(({ of }) => (of as readonly string[]).includes(event.type))
      .flatMap(({ kind, to, alsoWithoutEvent = false }) => {
        const { users = [], groups = [] } = to(event, ticket);
        const given = [...new Set(users)].filter((id) => typeof id === 'string' && id !== event.actorUserId);
        if (given.length === 0 && groups.length === 0) return [];
        const rank = ranks.get(kind) ?? ranks.size;
        return [
          { number: event.number, kind, rank, ofEvent: !alsoWithoutEvent, users: given as string[], groups },
        ];
      });
  });
}

/** The events without those in whose place others notify. */
function withoutReplaced(
  events: readonly FilteredEventRow[],
  rules: readonly NotificationRule[],
): FilteredEventRow[] {
  const replaced = new Set<string>();
  const key = (type: string, { ticketId, commentId }: FilteredEventRow) => `${type} ${ticketId} ${commentId}`;
  for (const event of events)
    for (const { of, inPlaceOf = [] } of rules)
      if (event.commentId && (of as readonly string[]).includes(event.type))
        for (const type of inPlaceOf) replaced.add(key(type, event));
  return events.filter((event) => !replaced.has(key(event.type, event)));
}

/** The events of a batch that is full, up to the end of a transaction: what was written together is judged together. */
export function wholeTransactions(events: readonly FilteredEventRow[]): readonly FilteredEventRow[] {
  const time = (event: FilteredEventRow | undefined) => new Date(event?.recordedAt ?? 0).getTime();
  const whole = events.filter((event) => time(event) !== time(events.at(-1)));
  // One transaction alone can be larger than a batch.
  return whole.length > 0 ? whole : events;
}
