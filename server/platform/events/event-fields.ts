import { EventField, EventSubject } from '../contract/generated/enums.js';
import type { NodeType } from '../contract/generated/node-types.js';
import type { TicketEventType } from '../contract/generated/types.js';
import { ExtensionPoint, mergedRecords } from '../extensions/extension-point.js';

/** How the values of a field of a change are shown. */
export interface ShownAs {
  /** The type of the ids that the values are. Null: the values are no ids and are shown as they are. */
  readonly type: NodeType | null;
  /**
   * Whether an id is shown to all who see the event, only to actors who can see the object, or only to readers of internal notes and to the
   * user whom it names.
   */
  readonly to: 'ALL' | 'IF_VISIBLE' | 'READERS';
}

/** A field whose values are shown as they are. */
export const asIs: ShownAs = { type: null, to: 'ALL' };

/** A field whose ids are shown to all who see the event. */
export function known(type: NodeType): ShownAs {
  return { type, to: 'ALL' };
}

/** A field whose ids are shown to actors who can see the object. */
export function ifVisible(type: NodeType): ShownAs {
  return { type, to: 'IF_VISIBLE' };
}

/** A field of users who are shown to readers of the ticket's internal notes; others are shown only themselves. */
export const toReaders: ShownAs = { type: 'User', to: 'READERS' };

/**
 * The fields that changes of events about tickets name, written `Type.field` as in the contract. Each module adds its own by declaration
 * merging, so that a misspelt field does not compile.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the modules add to it.
export interface ChangedFields {}

export type ChangedField = keyof ChangedFields & string;

/** A field of a change, with its names in the contract. */
export interface NamedField extends ShownAs {
  readonly of: EventSubject;
  readonly field: EventField;
}

/** The fields that changes of events about tickets name. The module that owns the type declares its fields. */
export const eventFields = new ExtensionPoint<
  Readonly<Partial<Record<ChangedField, ShownAs>>>,
  ReadonlyMap<string, NamedField>
>('event fields', (added) => {
  const shown = mergedRecords<ShownAs>('event field', added);
  return new Map([...shown].map(([name, as]) => [name, { ...as, ...namesOf(name) }]));
});

function namesOf(name: string): Pick<NamedField, 'of' | 'field'> {
  const { of, field } = spelt(name);
  if (!isOneOf(EventSubject, of)) throw new Error(`EventSubject has no ${of}, for the event field ${name}.`);
  if (!isOneOf(EventField, field))
    throw new Error(`EventField has no ${field}, for the event field ${name}.`);
  return { of, field };
}

/** The names in the contract of a stored field; `OTHER` for those that no module declares any more, or not yet. */
export function otherNames(name: string): Pick<NamedField, 'of' | 'field'> {
  const { of } = spelt(name);
  return { of: isOneOf(EventSubject, of) ? of : EventSubject.OTHER, field: EventField.OTHER };
}

/** `TicketHold.resumeAt` as `TICKET_HOLD` and `RESUME_AT`. */
function spelt(name: string): { of: string; field: string } {
  const [of = '', field = ''] = name
    .split('.')
    .map((word) => word.replace(/(?<=.)[A-Z]/g, '_$&').toUpperCase());
  return { of, field };
}

function isOneOf<E extends string>(names: Readonly<Record<E, E>>, name: string): name is E {
  return Object.hasOwn(names, name);
}

/** Types of internal events that those see who see the records of the work: approvers, too. */
export const recordEvents = new ExtensionPoint<readonly TicketEventType[], readonly TicketEventType[]>(
  'events of records',
  (added) => added.flatMap(({ value }) => value),
);
