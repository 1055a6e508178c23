import type { AlertStatus, ValidationRule } from '../../platform/contract/generated/enums.js';
import type { ReportAlertInput } from '../../platform/contract/generated/types.js';
import { shortLine, shownUrl } from './check-report.js';
import { type Label, labelOf } from './report.js';

/** Why an alert of a group is refused. */
export interface AlertFault {
  /** The field of the alert. */
  field: string;
  /** What the field has, shortened. */
  value: unknown;
  rule: ValidationRule;
  message: string;
}

/** An alert of a group: the report of it, or why it is refused. */
export type ReadAlert = { report: Omit<ReportAlertInput, 'alertIntegrationId'> } | { faults: AlertFault[] };

/** A group of alerts: the body of a webhook of Prometheus Alertmanager or of Grafana. */
export interface Group {
  alerts: readonly unknown[];
  /** Alerts that the sender left out: it sends only their number. */
  truncated: number;
}

/** The group in a body; null when the body is none. */
export function groupOf(body: unknown): Group | null {
  if (!isRecord(body) || !Array.isArray(body.alerts)) return null;
  const { truncatedAlerts } = body;
  const truncated =
    typeof truncatedAlerts === 'number' && truncatedAlerts > 0 ? Math.floor(truncatedAlerts) : 0;
  return { alerts: body.alerts, truncated };
}

/**
 * Reads one alert of a group. Its own status counts, not that of the group: in a group that fires, some can be resolved. What is only shown
 * (texts, links) is shortened or left out; what decides is refused when it is wrong.
 */
export function readAlert(given: unknown): ReadAlert {
  if (!isRecord(given)) return { faults: [fault('', given, 'TYPE', 'An alert must be an object.')] };
  const faults: AlertFault[] = [];
  const status = statusOf(given.status, faults);
  const labels = textsOf('labels', given.labels, faults);
  const annotations = textsOf('annotations', given.annotations, []);
  const startsAt = timeOf('startsAt', given.startsAt, faults);
  const endsAt = timeOf('endsAt', given.endsAt, faults);
  const { fingerprint = null } = given;
  if (fingerprint !== null && typeof fingerprint !== 'string')
    faults.push(fault('fingerprint', fingerprint, 'TYPE', 'fingerprint must be a text.'));
  if (faults.length > 0 || !status) return { faults };
  const said = ['summary', 'title', 'message', 'description'].map((name) => labelOf(annotations, name));
  const summary = shortLine(said.find((text) => text) ?? labelOf(labels, 'alertname') ?? '');
  const more = labelOf(annotations, 'description') ?? labelOf(annotations, 'message');
  return {
    report: {
      status,
      labels,
      summary: summary || null,
      description: more ? more.replaceAll('\u0000', '').slice(0, 10_000).toWellFormed() : null,
      fingerprint: typeof fingerprint === 'string' ? fingerprint : null,
      sourceUrl: linkOf(given),
      startsAt,
      endsAt: status === 'RESOLVED' ? endsAt : null,
    },
  };
}

function statusOf(given: unknown, faults: AlertFault[]): AlertStatus | null {
  if (given === 'firing') return 'FIRING';
  if (given === 'resolved') return 'RESOLVED';
  faults.push(fault('status', given, 'FORMAT', 'status must be `firing` or `resolved`.'));
  return null;
}

/** An object of texts as a list. */
function textsOf(field: string, given: unknown, faults: AlertFault[]): Label[] {
  if (given === undefined || given === null) return [];
  if (!isRecord(given)) {
    faults.push(fault(field, given, 'TYPE', `${field} must be an object of texts.`));
    return [];
  }
  return Object.entries(given).flatMap(([name, value]) => {
    if (typeof value === 'string') return [{ name, value }];
    faults.push(fault(`${field}.${name}`, value, 'TYPE', `A value of ${field} must be a text.`));
    return [];
  });
}

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** A time of RFC 3339, to the millisecond; null when there is none. Go writes a time that is not set as the year 1. */
function timeOf(field: string, given: unknown, faults: AlertFault[]): Date | null {
  if (given === undefined || given === null || given === '') return null;
  const time = typeof given === 'string' && rfc3339.test(given) ? new Date(given) : null;
  const year = time?.getUTCFullYear() ?? Number.NaN;
  if (time && year <= 1) return null;
  if (time && year >= 1970 && year <= 9999) return time;
  faults.push(
    fault(field, given, 'FORMAT', `${field} must be a time of RFC 3339 between the years 1970 and 9999.`),
  );
  return null;
}

/** Where the alert is shown: in Grafana a panel or a dashboard, in Prometheus its expression. */
function linkOf({ panelURL, dashboardURL, generatorURL }: Record<string, unknown>): string | null {
  const link = [panelURL, dashboardURL, generatorURL].find((url) => typeof url === 'string' && url !== '');
  return typeof link === 'string' ? shownUrl(link) : null;
}

function fault(field: string, value: unknown, rule: ValidationRule, message: string): AlertFault {
  return { field, value: shortened(value), rule, message };
}

/** A wrong value as it is shown in an answer. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 100).toWellFormed();
  return typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'a list'
      : 'an object'
    : (value ?? null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
