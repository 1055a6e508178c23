import { type AlertFault, type ReadAlert, shortened } from './alertmanager.js';
import { shortLine, shownUrl } from './check-report.js';
import type { Label } from './report.js';
import { severityOf } from './severity.js';

/** The paths of a mapping, as in the contract. */
export const mappingFields = [
  'alertsPath',
  'statusPath',
  'resolvedValue',
  'labelsPath',
  'summaryPath',
  'descriptionPath',
  'severityPath',
  'dedupKeyPath',
  'fingerprintPath',
  'startsAtPath',
  'endsAtPath',
  'sourceUrlPath',
] as const;

/** Where JSON has the parts of an alert. Null where it has none. */
export type Mapping = Readonly<Record<(typeof mappingFields)[number], string | null>>;

/** The alerts in a body; null when there is no list where it should be. */
export function mappedAlerts(body: unknown, { alertsPath }: Mapping): readonly unknown[] | null {
  const found = alertsPath === null ? body : at(body, alertsPath);
  if (Array.isArray(found)) return found;
  return alertsPath === null && isRecord(found) ? [found] : null;
}

/** Reads one alert of other JSON by a mapping. */
export function readMapped(alert: unknown, mapping: Mapping): ReadAlert {
  if (!isRecord(alert))
    return {
      faults: [{ field: '', value: shortened(alert), rule: 'TYPE', message: 'An alert must be an object.' }],
    };
  const faults: AlertFault[] = [];
  const part = (field: keyof Mapping) => (mapping[field] === null ? null : textAt(alert, mapping[field]));
  const time = (field: 'startsAtPath' | 'endsAtPath') => timeAt(alert, mapping[field], faults);
  const isResolved =
    part('statusPath')?.toLowerCase() === (mapping.resolvedValue ?? 'resolved').toLowerCase();
  const severity = part('severityPath');
  const description = part('descriptionPath');
  const [startsAt, endsAt] = [time('startsAtPath'), time('endsAtPath')];
  if (faults.length > 0) return { faults };
  return {
    report: {
      status: isResolved ? 'RESOLVED' : 'FIRING',
      labels: labelsOf(mapping.labelsPath === null ? alert : at(alert, mapping.labelsPath)),
      summary: shortLine(part('summaryPath') ?? '') || null,
      description: description ? description.replaceAll('\u0000', '').slice(0, 10_000).toWellFormed() : null,
      severity: severity ? severityOf(severity) : null,
      dedupKey: part('dedupKeyPath'),
      fingerprint: part('fingerprintPath') ?? part('dedupKeyPath'),
      sourceUrl: shownUrl(part('sourceUrlPath')),
      startsAt,
      endsAt: isResolved ? endsAt : null,
    },
  };
}

/** The value at a path; undefined where there is none. Only own fields count. */
function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function textAt(alert: unknown, path: string): string | null {
  return textOf(at(alert, path));
}

/** A text, a number, true or false as a text; null for others. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The first labels of an object: what is no text, number, true or false is left out. */
function labelsOf(value: unknown): Label[] {
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .flatMap(([name, one]) => {
      const text = textOf(one);
      return text === null || text.length > 2000 ? [] : [{ name, value: text }];
    })
    .slice(0, 64);
}

const MILLISECONDS_FROM = 100_000_000_000;

/** A time of RFC 3339, or seconds or milliseconds since 1970. */
function timeAt(alert: unknown, path: string | null, faults: AlertFault[]): Date | null {
  const given = path === null ? null : (at(alert, path) ?? null);
  if (path === null || given === null || given === '') return null;
  const number =
    typeof given === 'number' || (typeof given === 'string' && /^\d{9,14}$/.test(given))
      ? Number(given)
      : null;
  const isTime = typeof given === 'string' && /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(given);
  const time =
    number === null
      ? new Date(isTime ? given : Number.NaN)
      : new Date(number < MILLISECONDS_FROM ? number * 1000 : number);
  const year = time.getUTCFullYear();
  if (year >= 1970 && year <= 9999) return time;
  const message = `${path} must be a time of RFC 3339, or seconds or milliseconds since 1970.`;
  faults.push({ field: path, value: shortened(given), rule: 'FORMAT', message });
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
