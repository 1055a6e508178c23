import { aboutTicket } from '../platform/events/event-types.js';

/** The events of comments. */
export const commentEvents = {
  COMMENT_ADDED: aboutTicket<never, 'commentId'>(),
  COMMENT_EDITED: aboutTicket<never, 'commentId'>(),
  COMMENT_PUBLISHED: aboutTicket<'visibility', 'commentId'>(),
  COMMENT_HIDDEN: aboutTicket<'visibility', 'commentId'>(),
};

type CommentEvents = typeof commentEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends CommentEvents {}
}
