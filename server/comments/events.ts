import { asIs } from '../platform/events/event-fields.js';
import { aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const commentFields = {
  'Comment.visibility': asIs,
};

/** The events of comments. */
export const commentEvents = {
  COMMENT_ADDED: aboutTicket<never, 'commentId'>(),
  COMMENT_EDITED: aboutTicket<never, 'commentId'>(),
  COMMENT_REDACTED: aboutTicket<'TicketEvent.reason', 'commentId'>(),
  DESCRIPTION_REDACTED: aboutTicket<'TicketEvent.reason'>(),
  COMMENT_PUBLISHED: aboutTicket<'Comment.visibility', 'commentId'>(),
  COMMENT_HIDDEN: aboutTicket<'Comment.visibility', 'commentId'>(),
};

type CommentEvents = typeof commentEvents;
type CommentFields = typeof commentFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends CommentFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends CommentEvents {}
}
