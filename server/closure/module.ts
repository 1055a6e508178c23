import { Closure } from '../../migrations/2026-11-25-closure.js';
import { AutoClose } from '../../migrations/2026-11-28-auto-close.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { autoClose } from './auto-close.js';
import { ClosurePolicyEntity, ReviewEntity, SurveyEntity } from './data/entities.js';
import { reviewsById, surveysById } from './data/reads.js';
import { closureEvents, closureFields } from './events.js';
import { closureMutations } from './mutations.js';
import { toReview, toSurvey } from './node.js';
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
  migrations: [
    { name: '2026-11-25-closure', class: Closure, after: '2026-11-25-process' },
    { name: '2026-11-28-auto-close', class: AutoClose, after: '2026-11-28-waiting' },
  ],
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
  adds: [...closureWorkflow, ticketFields.add({ reviews: [], survey: [] }), eventFields.add(closureFields)],
  nodes: {
    Review: node(reviewsById, toReview),
    Survey: node(surveysById, toSurvey),
  },
  schedule: [autoClose],
});
