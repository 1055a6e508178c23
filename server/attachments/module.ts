import { UnfinishedUploads } from '../../migrations/2026-11-27-unfinished-uploads.js';
import { UploadsWithoutTicket } from '../../migrations/2026-11-28-uploads-without-ticket.js';
import { commentReactions } from '../comments/index.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { attachToNewComment } from './commands/attach-to-new-comment.js';
import { AttachmentEntity } from './data/entities.js';
import { attachmentsById } from './data/reads.js';
import { attachmentEvents, attachmentFields } from './events.js';
import { attachmentMutations } from './mutations.js';
import { toAttachment } from './node.js';
import {
  AttachmentQueries,
  AttachmentResolver,
  CommentAttachmentsResolver,
  TicketAttachmentsResolver,
} from './resolvers.js';
import { sweep } from './sweep.js';

export default defineModule({
  name: 'attachments',
  migrations: [
    { name: '2026-11-27-unfinished-uploads', class: UnfinishedUploads },
    { name: '2026-11-28-uploads-without-ticket', class: UploadsWithoutTicket },
  ],
  entities: [AttachmentEntity],
  resolvers: [AttachmentQueries, AttachmentResolver, CommentAttachmentsResolver, TicketAttachmentsResolver],
  mutations: attachmentMutations,
  events: attachmentEvents,
  nodes: {
    Attachment: node(attachmentsById, toAttachment),
  },
  adds: [
    eventFields.add(attachmentFields),
    commentReactions.add(attachToNewComment),
    ticketFields.add({ attachments: [] }),
    // Uploads are announced without an event.
    rowsWithoutEvents.add({ attachments: 'ADDED' }),
  ],
  jobs: [{ name: 'sweep_attachments', run: sweep }],
});
