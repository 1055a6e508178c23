import { TicketEventType } from '../contract/generated/enums.js';
import { ExtensionPoint, mergedRecords } from '../extensions/extension-point.js';
import type { ChangedField } from './event-fields.js';

/** What an event can refer to, in addition to its ticket. */
export type Reference = 'commentId' | 'attachmentId' | 'otherTicketId';

/** A type of event: the fields that its changes name, what it refers to, and what it may refer to. */
export interface EventType<
  Of extends boolean | 'ACCESS' = boolean | 'ACCESS',
  Field extends string = string,
  Needs extends Reference = Reference,
  May extends Reference = Reference,
> {
  /** Whether it is about a ticket. The contract shows these events. */
  readonly ofTicket: Of extends true ? true : Of extends false | 'ACCESS' ? false : boolean;
  /** Only for the compiler. */
  readonly shape?: { readonly of: Of; readonly field: Field; readonly needs: Needs; readonly may: May };
}

/**
 * The types of events that are written. Each module adds its own by declaration merging, so that a misspelt type, a missing reference or an
 * unknown field of a change does not compile.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the modules add to it.
export interface EventTypes {}

/** An event about a ticket. It has the values that filters use. */
export function aboutTicket<
  Field extends ChangedField = never,
  Needs extends Reference = never,
  May extends Reference = never,
>(): EventType<true, Field, Needs, May> {
  return { ofTicket: true };
}

/** An event about something else of the organisation. Nobody reads it by the contract. */
export function aboutOrganisation<Field extends string>(): EventType<false, Field, never, never> {
  return { ofTicket: false };
}

/** The same of an event that can change which queues users see: it says whose, and which. */
export function aboutAccess<Field extends string>(): EventType<'ACCESS', Field, never, never> {
  return { ofTicket: false };
}

/** The types of events. One module declares each type of the contract. */
export const eventTypesPoint = new ExtensionPoint<
  Readonly<Record<string, EventType>>,
  ReadonlyMap<string, EventType>
>('types of events', (added) => {
  const merged = mergedRecords('type of event', added);
  const missing = Object.keys(TicketEventType).filter((type) => !merged.get(type)?.ofTicket);
  if (missing.length > 0) throw new Error(`No module declares the type of event ${missing.join(', ')}.`);
  const unknown = [...merged].filter(([type, { ofTicket }]) => ofTicket && !(type in TicketEventType));
  if (unknown.length > 0)
    throw new Error(`The contract has no type of event ${unknown.map(([type]) => type).join(', ')}.`);
  return merged;
});
