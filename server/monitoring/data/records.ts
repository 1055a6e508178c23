import type { Deciding } from '../../platform/commands/command.js';
import type { AlertSeverity } from '../../platform/contract/generated/enums.js';
import type { Sql } from '../../platform/db/sql.js';
import { insertInto, updateOf } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { newId } from '../../platform/kernel/ids.js';
import type { Fires } from '../rules/flapping.js';
import type { Report } from '../rules/report.js';
import { AlertEntity, type AlertRow, AlertSeriesEntity, type AlertSeriesRow } from './entities.js';
import type { NamedIntegration } from './gather.js';

/** A report with what is known of its dedup key. */
interface Place {
  integration: NamedIntegration;
  series: AlertSeriesRow | null;
  known: AlertRow | null;
  report: Report;
  severity: AlertSeverity;
  /** How often its alerts fired, this report included. */
  fires: Fires;
  deciding: Pick<Deciding, 'organisationId' | 'now'>;
}

/** Why an alert has no ticket. */
export interface Suppressor {
  silenceId: string | null;
  changeTicketId: string | null;
}

/** Records that an alert fires on a ticket, of a new episode or of the present one; or without a ticket, because it is suppressed. */
export function alertFired(
  { integration, series, known, report, severity, deciding, fires }: Place,
  ticketId: string | null,
  episodeIs: 'NEW' | 'SAME',
  suppressor: Suppressor = { silenceId: null, changeTicketId: null },
) {
  const { organisationId, now } = deciding;
  const { id: alertIntegrationId, dedupKey } = integration;
  const before = series ?? {
    organisationId,
    id: newId(),
    alertIntegrationId,
    dedupKey,
    episode: 0,
    ticketId: null,
    flapEndsAt: null,
  };
  const after = {
    ...before,
    ticketId: ticketId ?? before.ticketId ?? null,
    episode: before.episode + (episodeIs === 'NEW' ? 1 : 0),
    flapCount: fires.count,
    flapSince: fires.since,
  };
  const said = {
    ticketId,
    ...suppressor,
    status: 'FIRING' as const,
    severity,
    summary: report.summary,
    description: report.description,
    labels: Object.fromEntries(report.labels.map(({ name, value }) => [name, value])),
    sourceUrl: report.sourceUrl,
    startsAt: report.startsAt ?? now,
    endsAt: null,
    lastReportedAt: now,
    untold: false,
  };
  const present = known?.episode === after.episode ? known : null;
  const row: AlertRow = present
    ? { ...present, ...said, occurrences: present.occurrences + (isSame(present, report) ? 0 : 1) }
    : {
        organisationId,
        id: newId(),
        alertIntegrationId,
        seriesId: after.id,
        episode: after.episode,
        dedupKey,
        fingerprint: report.fingerprint,
        occurrences: 1,
        firstReportedAt: now,
        ...said,
      };
  const writes = [
    series ? updateOf(AlertSeriesEntity, series, after) : insertInto(AlertSeriesEntity, after),
    present ? updateOf(AlertEntity, present, row) : insertInto(AlertEntity, row),
  ].filter((write): write is Sql => write !== null);
  const changes = [
    changed('Alert.id', present ? row.id : null, row.id),
    changed('Alert.status', present?.status ?? null, row.status),
    changed('Alert.severity', present?.severity ?? null, severity),
    changed('Alert.occurrences', present?.occurrences ?? null, row.occurrences),
  ].filter(({ field, from, to }) => field === 'Alert.id' || from !== to);
  const event = { type: 'ALERT_FIRED' as const, visibility: 'INTERNAL' as const, changes };
  return { row, writes, event };
}

/** Whether a report is of the occurrence that is known: of an alert that was suppressed until now. */
function isSame({ status, startsAt }: AlertRow, report: Report): boolean {
  return status === 'FIRING' && report.startsAt?.getTime() === startsAt.getTime();
}

/** Records the all-clear of an alert. Where the alerts of its key flap until a time, it is recorded after that. */
export function alertCleared(
  { report, series, deciding: { now } }: Place,
  known: AlertRow,
  flapEndsAt: Date | null,
) {
  const endsAt = report.endsAt ?? now;
  const untold = flapEndsAt !== null;
  const row: AlertRow = { ...known, status: 'RESOLVED', endsAt, lastReportedAt: now, untold };
  const writes = [
    series && flapEndsAt ? updateOf(AlertSeriesEntity, series, { ...series, flapEndsAt }) : null,
    updateOf(AlertEntity, known, row),
  ].filter((write): write is Sql => write !== null);
  const changes = [
    changed('Alert.id', known.id, known.id),
    changed('Alert.status', known.status, row.status),
  ];
  const event = { type: 'ALERT_RESOLVED' as const, visibility: 'INTERNAL' as const, changes };
  return { row, writes, event };
}
