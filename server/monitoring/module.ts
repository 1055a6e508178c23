import { Alerts } from '../../migrations/2026-11-29-alerts.js';
import { AlertsPolicies } from '../../migrations/2026-11-29-alerts-policies.js';
import { AlertsReads } from '../../migrations/2026-11-29-alerts-reads.js';
import { AlertsSettled } from '../../migrations/2026-11-29-alerts-settled.js';
import { eventFields } from '../platform/events/event-fields.js';
import { httpRoutes } from '../platform/graphql/http-routes.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import {
  AlertEntity,
  AlertIntegrationEntity,
  AlertSeriesEntity,
  AlertSilenceEntity,
} from './data/entities.js';
import { alertIntegrationsById, alertSilencesById, alertsById } from './data/reads.js';
import { alertEvents, alertFields } from './events.js';
import { flapsEnd } from './flaps-end.js';
import { alertRoutes } from './http.js';
import { alertMutations } from './mutations.js';
import { toAlert, toAlertIntegration, toAlertSilence } from './node.js';
import {
  AlertIntegrationResolver,
  AlertOfEventResolver,
  AlertResolver,
  AlertRouteResolver,
  AlertRoutingResolver,
  AlertSilenceResolver,
  AlertsOfTicketResolver,
  MonitoringQueries,
} from './resolvers.js';

export default defineModule({
  name: 'monitoring',
  migrations: [
    { name: '2026-11-29-alerts', class: Alerts },
    { name: '2026-11-29-alerts-policies', class: AlertsPolicies },
    { name: '2026-11-29-alerts-reads', class: AlertsReads },
    { name: '2026-11-29-alerts-settled', class: AlertsSettled },
  ],
  entities: [AlertIntegrationEntity, AlertSeriesEntity, AlertSilenceEntity, AlertEntity],
  resolvers: [
    MonitoringQueries,
    AlertIntegrationResolver,
    AlertRouteResolver,
    AlertRoutingResolver,
    AlertSilenceResolver,
    AlertResolver,
    AlertsOfTicketResolver,
    AlertOfEventResolver,
  ],
  mutations: alertMutations,
  schedule: [flapsEnd],
  events: alertEvents,
  nodes: {
    Alert: node(alertsById, toAlert),
    AlertIntegration: node(alertIntegrationsById, toAlertIntegration),
    AlertSilence: node(alertSilencesById, toAlertSilence),
  },
  adds: [ticketFields.add({ alerts: [] }), eventFields.add(alertFields), httpRoutes.add(alertRoutes)],
});
