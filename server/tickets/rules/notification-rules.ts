import type { NotificationKind } from '../../platform/contract/generated/enums.js';
import type { FieldChange, FilteredEventRow } from '../../platform/events/event.js';
import type { ChangedField } from '../../platform/events/event-fields.js';
import type { EventTypes } from '../../platform/events/event-types.js';
import { listPoint } from '../../platform/extensions/extension-point.js';

/** The ticket of an event, as it is when people are notified. */
export interface NotifiedTicket {
  id: string;
  requesterId: string;
  assigneeId: string | null;
}

/**
 * People who are found when they are notified. `TEAM`: the members of the team of the ticket's queue; `TEAM_LEADS`: its leads.
 * `MENTIONED`: whom the comment of the event mentions.
 */
export type RecipientGroup = 'WATCHERS' | 'AFFECTED' | 'TEAM' | 'TEAM_LEADS' | 'MENTIONED';

/** Who is notified of an event: users by their ids, and groups. Null stands for nobody. */
export interface Recipients {
  readonly users?: readonly (string | null | undefined)[];
  readonly groups?: readonly RecipientGroup[];
}

/**
 * Says who is notified of events of some types, and why. The module whose events they are adds it. It need not leave out the author of the
 * event, or people who cannot see it: that is done for all rules. Imported events notify nobody, and no rule is asked.
 */
export interface NotificationRule {
  readonly kind: NotificationKind;
  readonly of: readonly (keyof EventTypes)[];
  /** Whether also those are notified who can see the ticket, but not the event. */
  readonly alsoWithoutEvent?: true;
  /** Events of these types that are written together with it, about the same comment, notify nobody. */
  readonly inPlaceOf?: readonly (keyof EventTypes)[];
  /** Decides by what is stored in the event, and by its ticket. It is pure. */
  to(event: FilteredEventRow, ticket: NotifiedTicket): Recipients;
}

/** Who is notified of which event. Where several rules name a person for one event, the first counts, in the order of the kinds in the contract. */
export const notificationRules = listPoint<NotificationRule>('who is notified of which event');

/** The change of a field by an event; undefined when there is none. */
export function changeOf({ changes }: FilteredEventRow, field: ChangedField): FieldChange | undefined {
  return changes.find((one) => one.field === field);
}

/** The users whom a field of an event names, before or after it. */
export function usersNamed(
  event: FilteredEventRow,
  field: ChangedField,
  when: 'from' | 'to' = 'to',
): string[] {
  const given: unknown = changeOf(event, field)?.[when];
  return [given].flat().filter((id) => typeof id === 'string');
}
