/** What an event is about, in the words of its own domain; `changes` and `facts` hold ids as they are stored. */
export interface NewEvent {
  type: string;
  ticketId?: string | null;
  /** Who may know of it. An event about a comment follows what the comment is now, but for `COMMENT_HIDDEN`. */
  visibility?: 'PUBLIC' | 'INTERNAL';
  commentId?: string | null;
  attachmentId?: string | null;
  /** Another ticket that it is about: only who sees that one, as it is then, may know of it. */
  otherTicketId?: string | null;
  changes?: FieldChange[];
  /** What filters ask about, as it is after the event. With the changes undone it is what was before. */
  facts?: object | null;
  /** The place, among the events of the same change, of the event that caused this one. */
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

/** With what filters ask about: as much again, and nobody is shown it. */
export interface FilteredEventRow extends EventRow {
  facts: Record<string, unknown> | null;
}
