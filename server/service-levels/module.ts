import { ServiceLevels } from '../../migrations/2026-11-29-service-levels.js';
import { eventReactions } from '../platform/commands/reactions.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { filterConditions } from '../tickets/data/filter.js';
import { ticketOrders } from '../tickets/data/orders.js';
import { notificationRules, ticketFields } from '../tickets/index.js';
import { serviceLevelConditions, serviceLevelOrders } from './conditions.js';
import { BusinessCalendarEntity, ServiceLevelPolicyEntity } from './data/entities.js';
import { keepsClocks } from './data/reaction.js';
import { calendarsById, policiesById } from './data/reads.js';
import { serviceLevelsDue } from './due.js';
import { serviceLevelEvents, serviceLevelFields } from './events.js';
import { serviceLevelMutations } from './mutations.js';
import { nextHolidays } from './next-holidays.js';
import { toCalendar, toPolicy } from './node.js';
import {
  BusinessCalendarResolver,
  ServiceLevelPolicyResolver,
  ServiceLevelQueries,
  ServiceLevelResolver,
  TicketServiceLevelResolver,
} from './resolvers.js';
import { serviceLevelNotifications } from './rules/notified.js';

export default defineModule({
  name: 'service levels',
  migrations: [{ name: '2026-11-29-service-levels', class: ServiceLevels }],
  entities: [BusinessCalendarEntity, ServiceLevelPolicyEntity],
  resolvers: [
    ServiceLevelQueries,
    BusinessCalendarResolver,
    ServiceLevelPolicyResolver,
    TicketServiceLevelResolver,
    ServiceLevelResolver,
  ],
  mutations: serviceLevelMutations,
  events: serviceLevelEvents,
  nodes: {
    BusinessCalendar: node(calendarsById, toCalendar),
    ServiceLevelPolicy: node(policiesById, toPolicy),
  },
  schedule: [serviceLevelsDue, nextHolidays],
  adds: [
    eventReactions.add(keepsClocks),
    eventFields.add(serviceLevelFields),
    ...serviceLevelNotifications.map((rule) => notificationRules.add(rule)),
    ticketFields.add({
      serviceLevels: [],
      serviceLevelForecast: [
        'type',
        'status',
        'priority',
        'queueId',
        'assigneeId',
        'serviceIds',
        'companyId',
      ],
    }),
    filterConditions.add(serviceLevelConditions),
    ticketOrders.add(serviceLevelOrders),
  ],
});
