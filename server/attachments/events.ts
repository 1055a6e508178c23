import { asIs } from '../platform/events/event-fields.js';
import { aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const attachmentFields = {
  'Attachment.fileName': asIs,
};

/** The events of attachments. */
export const attachmentEvents = {
  ATTACHMENT_ADDED: aboutTicket<'Attachment.fileName', 'attachmentId', 'commentId'>(),
  ATTACHMENT_DELETED: aboutTicket<'Attachment.fileName', 'attachmentId', 'commentId'>(),
};

type AttachmentEvents = typeof attachmentEvents;
type AttachmentFields = typeof attachmentFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends AttachmentFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends AttachmentEvents {}
}
