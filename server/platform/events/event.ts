import type { EventCauseKind, Visibility } from '../contract/generated/enums.js';
import type { AccessChange } from './access-change.js';
import type { ChangedField } from './event-fields.js';
import type { EventType, EventTypes, Reference } from './event-types.js';

/** An event to append to the log. `changes` and `facts` hold ids as they are stored. */
export interface LogEvent {
  type: string;
  ticketId?: string | null | undefined;
  /** Who can see the event. An event about a comment has the comment's present visibility, except `COMMENT_HIDDEN`. */
  visibility?: Visibility | undefined;
  commentId?: string | null | undefined;
  attachmentId?: string | null | undefined;
  /** Another ticket that it is about: only actors who can see that ticket now can see the event. */
  otherTicketId?: string | null | undefined;
  changes?: readonly FieldChange[] | undefined;
  /** The values that filters use, after the event; undoing the changes gives the values before. Or the `AccessChange` of the event. */
  facts?: object | null | undefined;
  /** The position of the causing event among the events of the same transaction. */
  causedBy?: number | undefined;
}

/** An event in the words of its module. */
export type NewEvent = { [T in keyof EventTypes]: EventOf<T, EventTypes[T]> }[keyof EventTypes];

/** An event that follows from another one of the same ticket, which adds the ticket and its facts. */
export type FollowingEvent = NewEvent extends infer E
  ? E extends { ticketId: string }
    ? Omit<E, 'ticketId' | 'facts' | 'causedBy'>
    : never
  : never;

type EventOf<T, S> =
  S extends EventType<infer Of, infer Field, infer Needs, infer May>
    ? { type: T; causedBy?: number } & (true extends Of
        ? { ticketId: string; facts: object; visibility?: Visibility }
        : { ticketId?: undefined; visibility?: undefined; facts?: FactsWithoutTicket<Of> }) &
        ([Field] extends [never] ? { changes?: undefined } : { changes: readonly FieldChange<Field>[] }) & {
          [R in Needs]: string;
        } & {
          [R in May]?: string | null;
        } & { [R in Exclude<Reference, Needs | May>]?: undefined }
    : never;

type FactsWithoutTicket<Of> = Of extends 'ACCESS' ? AccessChange | undefined : undefined;

/** A change of a field: of an event about a ticket, written `Type.field` as in the contract. */
export interface FieldChange<Field extends string = string> {
  field: Field;
  from: unknown;
  to: unknown;
  /** Whether a watcher whom it names has, or had, access to the ticket in any queue. Never shown. */
  grantsAccess?: boolean;
}

/** A change of a field; the compiler knows the field. */
export function changed<Field extends string>(field: Field, from: unknown, to: unknown): FieldChange<Field> {
  return { field, from, to };
}

/** The id of the object that an event is about, as its changes name it. */
export function changedId({ changes }: EventRow, field: ChangedField): string | null {
  const change = changes.find((one) => one.field === field);
  const id = change?.to ?? change?.from;
  return typeof id === 'string' ? id : null;
}

export interface StoredCause {
  kind: EventCauseKind;
  requestId?: string;
  /** How many events before this one the causing event is. */
  back?: number;
  /** Only of the last event of a call: the user or API key that called. */
  caller?: string;
}

/** An event as it is read from the log. */
export interface EventRow {
  organisationId: string;
  number: number;
  type: string;
  ticketId: string | null;
  visibility: Visibility;
  commentId: string | null;
  attachmentId: string | null;
  actorUserId: string | null;
  actorKeyId: string | null;
  recordedAt: Date;
  occurredAt: Date;
  cause: StoredCause;
  changes: FieldChange[];
}

/** With its facts: they are as large again as the event, and are never shown. */
export interface FilteredEventRow extends EventRow {
  facts: Record<string, unknown> | null;
}
