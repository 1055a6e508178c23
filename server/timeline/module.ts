import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import {
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
    TimelineConnectionResolver,
    TicketTimelineResolver,
    TicketConnectionResolver,
    TicketSubscriptions,
  ],
  adds: [ticketFields.add({ timeline: [] })],
});
