import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { toEvent } from './node.js';
import { eventsByCursor } from './reads.js';
import {
  EventCauseResolver,
  TicketConnectionResolver,
  TicketEventResolver,
  TicketTimelineResolver,
  TimelineConnectionResolver,
} from './resolvers.js';
import { TicketSubscriptions } from './subscriptions.js';

export default defineModule({
  name: 'timeline',
  resolvers: [
    TicketEventResolver,
    EventCauseResolver,
    TimelineConnectionResolver,
    TicketTimelineResolver,
    TicketConnectionResolver,
    TicketSubscriptions,
  ],
  nodes: { TicketEvent: node(eventsByCursor, (row, reads) => toEvent(reads, row)) },
  adds: [ticketFields.add({ timeline: [] })],
});
