import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type {
  AlertEpisodeAction,
  AlertResolvedAction,
  AlertSeverity,
  AlertStatus,
} from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';
import type { Mapping } from '../rules/mapping.js';
import type { Matcher, Route } from '../rules/matchers.js';

export const AlertIntegrationEntity = defineEntity({
  name: 'AlertIntegration',
  tableName: 'alert_integrations',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    active: p.boolean(),
    requesterId: p.uuid(),
    queueId: p.uuid().nullable(),
    dedupLabels: list(),
    severityLabel: p.text(),
    onResolved: p.text().$type<AlertResolvedAction>(),
    resolutionCode: p.text(),
    onNewEpisode: p.text().$type<AlertEpisodeAction>(),
    reopenMinutes: p.integer(),
    routes: p.json().$type<Route[]>(),
    mapping: p.json().$type<Mapping>().nullable(),
    flapCount: p.integer(),
    flapMinutes: p.integer(),
    silentInChangeWindows: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export const AlertSeriesEntity = defineEntity({
  name: 'AlertSeries',
  tableName: 'alert_series',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    alertIntegrationId: p.uuid(),
    dedupKey: p.text(),
    episode: p.integer(),
    ticketId: p.uuid().nullable(),
    flapCount: p.integer(),
    flapSince: p.datetime(3).nullable(),
    flapEndsAt: p.datetime(3).nullable(),
  },
});

export const AlertSilenceEntity = defineEntity({
  name: 'AlertSilence',
  tableName: 'alert_silences',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    alertIntegrationId: p.uuid().nullable(),
    matchers: p.json().$type<Matcher[]>(),
    reason: p.text(),
    startsAt: p.datetime(3),
    endsAt: p.datetime(3),
    createdByUserId: p.uuid().nullable(),
    createdByKeyId: p.uuid().nullable(),
    createdAt: p.datetime(3),
  },
});

export const AlertEntity = defineEntity({
  name: 'Alert',
  tableName: 'alerts',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    alertIntegrationId: p.uuid(),
    seriesId: p.uuid(),
    episode: p.integer(),
    ticketId: p.uuid().nullable(),
    silenceId: p.uuid().nullable(),
    changeTicketId: p.uuid().nullable(),
    dedupKey: p.text(),
    fingerprint: p.text(),
    status: p.text().$type<AlertStatus>(),
    severity: p.text().$type<AlertSeverity>(),
    summary: p.text(),
    description: p.text().nullable(),
    /** Values by name. */
    labels: p.json().$type<Record<string, string>>(),
    sourceUrl: p.text().nullable(),
    occurrences: p.integer(),
    startsAt: p.datetime(3),
    endsAt: p.datetime(3).nullable(),
    firstReportedAt: p.datetime(3),
    lastReportedAt: p.datetime(3),
    untold: p.boolean(),
  },
});

export type AlertIntegrationRow = InferEntity<typeof AlertIntegrationEntity>;
export type AlertSeriesRow = InferEntity<typeof AlertSeriesEntity>;
export type AlertSilenceRow = InferEntity<typeof AlertSilenceEntity>;
export type AlertRow = InferEntity<typeof AlertEntity>;
