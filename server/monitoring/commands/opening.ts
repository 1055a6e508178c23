import type { FactsOf } from '../../platform/commands/command.js';
import type { CreateTicketInput } from '../../platform/contract/generated/types.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import type { gatherSuppressors, NamedIntegration } from '../data/gather.js';
import type { Suppressor } from '../data/records.js';
import type { CheckedReport } from '../rules/check-report.js';
import { matches, type Route, routeFor } from '../rules/matchers.js';
import { descriptionOf } from '../rules/new-ticket.js';
import { labelOf } from '../rules/report.js';
import { levelsOf, severityOf } from '../rules/severity.js';

export type Suppressors = FactsOf<ReturnType<typeof gatherSuppressors>>;

/** What keeps an alert from opening a ticket now; null when nothing does. */
export function suppressorOf(
  { silences = [], windows = [] }: Partial<Suppressors>,
  labels: CheckedReport['labels'],
  now: Date,
): Suppressor | null {
  const silence = silences.find(
    ({ startsAt, endsAt, matchers }) => startsAt <= now && now < endsAt && matches(matchers, labels),
  );
  if (silence) return { silenceId: silence.id, changeTicketId: null };
  const change = windows.find(({ windowStart, windowEnd }) => windowStart <= now && now < windowEnd);
  return change ? { silenceId: null, changeTicketId: change.ticketId } : null;
}

/** The route of a report; null where none fits. */
export function routeOf({ labels }: CheckedReport, { routes }: NamedIntegration): Route | null {
  const found = routeFor(routes, labels);
  return found === null ? null : (routes[found] ?? null);
}

/** The ticket that a report opens, as the input of `createTicket`. */
export function newTicket(report: CheckedReport, integration: NamedIntegration): CreateTicketInput {
  const severity = report.severity ?? severityOf(labelOf(report.labels, integration.severityLabel));
  const route = routeOf(report, integration);
  const queueId = route?.queueId ?? integration.queueId;
  const levels = levelsOf(severity);
  return {
    type: 'INCIDENT',
    channel: 'MONITORING',
    subject: report.summary,
    description: descriptionOf(report),
    impact: route?.impact ?? levels.impact,
    urgency: route?.urgency ?? levels.urgency,
    requesterId: toGlobalId('User', integration.requesterId),
    ...(queueId ? { queueId: toGlobalId('Queue', queueId) } : {}),
    ...(route?.serviceIds.length
      ? { affectedServiceIds: route.serviceIds.map((id) => toGlobalId('Service', id)) }
      : {}),
    ...(route?.itemIds.length
      ? { affectedItemIds: route.itemIds.map((id) => toGlobalId('ConfigurationItem', id)) }
      : {}),
  };
}
