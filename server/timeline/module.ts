import { defineModule } from '../platform/modules/define-module.js';
import {
  TicketConnectionResolver,
  TicketEventResolver,
  TicketTimelineResolver,
  TimelineConnectionResolver,
} from './resolvers.js';
import { TicketSubscriptions } from './subscriptions.js';

export const timeline = defineModule({
  name: 'timeline',
  resolvers: [
    TicketEventResolver,
    TimelineConnectionResolver,
    TicketTimelineResolver,
    TicketConnectionResolver,
    TicketSubscriptions,
  ],
});
