/** An event in the words of its domain. `changes` and `facts` hold ids as they are stored. */
export interface NewEvent {
  type: string;
  ticketId?: string | null;
  /** Who can see the event. An event about a comment has the comment's present visibility, except `COMMENT_HIDDEN`. */
  visibility?: 'PUBLIC' | 'INTERNAL';
  commentId?: string | null;
  attachmentId?: string | null;
  /** Another ticket that it is about: only viewers who can see that ticket now can see the event. */
  otherTicketId?: string | null;
  changes?: FieldChange[];
  /** The values that filters use, after the event. Undoing the changes gives the values before. */
  facts?: object | null;
  /** The position of the causing event among the events of the same transaction. */
  causedBy?: number;
}

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

export interface StoredCause {
  kind: 'REQUEST' | 'IMPORT' | 'EVENT' | 'SYSTEM' | 'CLOCK';
  requestId?: string;
  /** How many events before this one the causing event is. */
  back?: number;
}

/** An event as it is read from the log. */
export interface EventRow {
  organisationId: string;
  number: number;
  type: string;
  ticketId: string | null;
  visibility: 'PUBLIC' | 'INTERNAL';
  commentId: string | null;
  attachmentId: string | null;
  actorUserId: string | null;
  actorKeyId: string | null;
  recordedAt: Date;
  occurredAt: Date;
  cause: StoredCause;
  changes: FieldChange[];
}

/** With the values that filters use: they are as large again as the event, and are never shown. */
export interface FilteredEventRow extends EventRow {
  facts: Record<string, unknown> | null;
}
