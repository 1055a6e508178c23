import type { NodeType } from '../contract/generated/node-types.js';
import type { TicketEventType } from '../contract/generated/types.js';
import { ExtensionPoint, mergedRecords } from '../extensions/extension-point.js';
import type { ChangedField } from './event.js';

/** The type of the ids in a field of an event's changes. */
export interface EventField {
  readonly type: NodeType;
  /** Whether the id is shown only to actors who can see the object. Otherwise it is shown to all who see the event. */
  readonly ifVisible: boolean;
}

/** A field whose ids are shown to all who see the event. */
export function known(type: NodeType): EventField {
  return { type, ifVisible: false };
}

/** A field whose ids are shown to actors who can see the object. */
export function ifVisible(type: NodeType): EventField {
  return { type, ifVisible: true };
}

/** The fields of changes whose values are ids. The values of others are shown as they are. */
export const eventFields = new ExtensionPoint<
  Readonly<Partial<Record<ChangedField, EventField>>>,
  ReadonlyMap<string, EventField>
>('event fields', (added) => mergedRecords('event field', added));

/** Types of internal events that those see who see the records of the work: approvers, too. */
export const recordEvents = new ExtensionPoint<readonly TicketEventType[], readonly TicketEventType[]>(
  'events of records',
  (added) => added.flatMap(({ value }) => value),
);
