import { Closure } from '../../migrations/2026-11-25-closure.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { autoClose } from './auto-close.js';
import { ClosurePolicyEntity, ReviewEntity, SurveyEntity } from './data/entities.js';
import { reviewsById } from './data/reads.js';
import { closureEvents, closureFields } from './events.js';
import { closureMutations } from './mutations.js';
import { toReview } from './node.js';
import {
  ClosureQueries,
  OrganisationClosureResolver,
  ReviewOfEventResolver,
  ReviewResolver,
  SurveyResolver,
  TicketClosingResolver,
} from './resolvers.js';
import { closureWorkflow } from './workflow.js';

export default defineModule({
  name: 'closure',
  migrations: [{ name: '2026-11-25-closure', class: Closure, after: '2026-11-25-process' }],
  entities: [ClosurePolicyEntity, ReviewEntity, SurveyEntity],
  resolvers: [
    ClosureQueries,
    ReviewOfEventResolver,
    TicketClosingResolver,
    ReviewResolver,
    SurveyResolver,
    OrganisationClosureResolver,
  ],
  mutations: closureMutations,
  events: closureEvents,
  adds: [
    ...closureWorkflow,
    ticketFields.add({
      reviews: [],
      survey: [],
      autoCloseAt: ['type', 'status', 'quietSince', 'majorIncident'],
    }),
    eventFields.add(closureFields),
  ],
  nodes: {
    Review: node(reviewsById, toReview),
  },
  schedule: [autoClose],
});
