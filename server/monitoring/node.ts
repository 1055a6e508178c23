import type {
  Alert,
  AlertIntegration,
  AlertRoute,
  AlertSilence,
} from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { AlertIntegrationRow, AlertRow, AlertSilenceRow } from './data/entities.js';
import type { Matcher, Route } from './rules/matchers.js';
import { sortedLabels } from './rules/report.js';

/** An object with its row. The fields of others have resolvers of their own. */
type Shown<T, Row> = T & { row: Row };
export type AlertNode = Shown<Alert, AlertRow>;
export type AlertIntegrationNode = Shown<AlertIntegration, AlertIntegrationRow>;
export type AlertSilenceNode = Shown<AlertSilence, AlertSilenceRow>;
/** A route with the ids of what it names. */
export type AlertRouteNode = Shown<AlertRoute, Route>;

/** The contract's plain fields of an alert. */
export function toAlert(row: AlertRow): AlertNode {
  return {
    __typename: 'Alert',
    row,
    id: toGlobalId('Alert', row.id),
    dedupKey: row.dedupKey,
    fingerprint: row.fingerprint,
    status: row.status,
    severity: row.severity,
    summary: row.summary,
    description: row.description ?? null,
    labels: sortedLabels(Object.entries(row.labels).map(([name, value]) => ({ name, value }))),
    sourceUrl: row.sourceUrl ?? null,
    occurrences: row.occurrences,
    startsAt: row.startsAt,
    endsAt: row.endsAt ?? null,
    firstReportedAt: row.firstReportedAt,
    lastReportedAt: row.lastReportedAt,
  };
}

/** The contract's plain fields of an alert integration. */
export function toAlertIntegration(row: AlertIntegrationRow): AlertIntegrationNode {
  const id = toGlobalId('AlertIntegration', row.id);
  return {
    __typename: 'AlertIntegration',
    row,
    id,
    name: row.name,
    active: row.active,
    alertmanagerPath: `/integrations/alertmanager/${id}`,
    jsonPath: row.mapping ? `/integrations/json/${id}` : null,
    mapping: row.mapping ?? null,
    dedupLabels: row.dedupLabels,
    severityLabel: row.severityLabel,
    onResolved: row.onResolved,
    resolutionCode: row.resolutionCode,
    onNewEpisode: row.onNewEpisode,
    reopenMinutes: row.reopenMinutes,
    routes: row.routes.map(toRoute),
    flapCount: row.flapCount,
    flapMinutes: row.flapMinutes,
    silentInChangeWindows: row.silentInChangeWindows,
    version: row.version,
    createdAt: row.createdAt,
  };
}

function toRoute(row: Route): AlertRouteNode {
  return { row, matchers: row.matchers.map(toMatcher), impact: row.impact, urgency: row.urgency };
}

function toMatcher({ label, operator, value }: Matcher) {
  return { label, operator, value };
}

/** The contract's plain fields of a silence. */
export function toAlertSilence(row: AlertSilenceRow): AlertSilenceNode {
  return {
    __typename: 'AlertSilence',
    row,
    id: toGlobalId('AlertSilence', row.id),
    matchers: row.matchers.map(toMatcher),
    reason: row.reason,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    createdAt: row.createdAt,
  };
}
