import { FormerTexts } from '../../migrations/2026-11-28-former-texts.js';
import { Mentions } from '../../migrations/2026-11-29-mentions.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { notificationRules, ticketFields, ticketReadAhead, transitionComment } from '../tickets/index.js';
import { CommentEditEntity, CommentEntity } from './data/entities.js';
import { toComment } from './data/node.js';
import { commentReactions } from './data/reactions.js';
import { commentsById } from './data/reads.js';
import { commentEvents, commentFields } from './events.js';
import { mentions } from './mentions.js';
import { commentMutations } from './mutations.js';
import { commentsAhead } from './read-ahead.js';
import { CommentEditResolver, CommentResolver, TicketCommentsResolver } from './resolvers.js';
import { mentioned, replied } from './rules/notified.js';
import { commentOfTransition } from './transition-comment.js';

export default defineModule({
  name: 'comments',
  migrations: [
    { name: '2026-11-28-former-texts', class: FormerTexts },
    { name: '2026-11-29-mentions', class: Mentions },
  ],
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
    notificationRules.add(mentioned),
    notificationRules.add(replied),
    commentReactions.add(mentions),
    // The event of the comment stands for them.
    rowsWithoutEvents.add({ comment_mentions: 'ADDED' }),
  ],
});
