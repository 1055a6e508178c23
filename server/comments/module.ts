import { FormerTexts } from '../../migrations/2026-11-28-former-texts.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields, ticketReadAhead, transitionComment } from '../tickets/index.js';
import { CommentEditEntity, CommentEntity } from './data/entities.js';
import { toComment } from './data/node.js';
import { commentsById } from './data/reads.js';
import { commentEvents, commentFields } from './events.js';
import { commentMutations } from './mutations.js';
import { commentsAhead } from './read-ahead.js';
import { CommentEditResolver, CommentResolver, TicketCommentsResolver } from './resolvers.js';
import { commentOfTransition } from './transition-comment.js';

export default defineModule({
  name: 'comments',
  migrations: [{ name: '2026-11-28-former-texts', class: FormerTexts }],
  entities: [CommentEntity, CommentEditEntity],
  resolvers: [CommentResolver, CommentEditResolver, TicketCommentsResolver],
  mutations: commentMutations,
  events: commentEvents,
  nodes: {
    Comment: node(commentsById, toComment),
  },
  adds: [
    eventFields.add(commentFields),
    ticketFields.add({ comments: [] }),
    ticketReadAhead.add(commentsAhead),
    transitionComment.add(commentOfTransition),
  ],
});
