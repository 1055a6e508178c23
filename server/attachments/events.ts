import { aboutTicket } from '../platform/events/event-types.js';

/** The events of attachments. */
export const attachmentEvents = {
  ATTACHMENT_ADDED: aboutTicket<'attachments', 'attachmentId', 'commentId'>(),
  ATTACHMENT_DELETED: aboutTicket<'attachments', 'attachmentId', 'commentId'>(),
};

type AttachmentEvents = typeof attachmentEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends AttachmentEvents {}
}
