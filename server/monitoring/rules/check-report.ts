import type { ReportAlertInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { faultsOf } from '../../platform/kernel/texts.js';
import { fingerprintOf, type Label, labelOf, type Report, sortedLabels } from './report.js';

const MOST_LABELS = 64;
const MOST_OF_VALUE = 2000;
/** How far the clock of a sender can be ahead. */
const FAST_MS = 10 * 60_000;

/** A checked report, with the dedup key if it gives one. */
export type CheckedReport = Report & { dedupKey: string | null };

/** Checks a report as a whole, and returns it in its stored form. `now` is null where the time does not matter yet. */
export function checkReport(input: ReportAlertInput, now: Date | null): Result<CheckedReport> {
  const check = new InputCheck();
  const labels = sortedLabels(checkLabels(check, input.labels ?? []));
  const summary = check.optional('summary', input.summary, 200, 'LINE');
  const description = check.optional('description', input.description, 10_000, 'MARKDOWN');
  const dedupKey = check.optional('dedupKey', input.dedupKey, 200, 'LINE');
  const sourceUrl = check.webAddress('sourceUrl', input.sourceUrl, 2000);
  const fingerprint = check.optional('fingerprint', input.fingerprint, 200, 'LINE');
  if (labels.length === 0 && !summary && !fingerprint && !dedupKey)
    check.fail(['labels'], 'REQUIRED', 'labels are required, or summary, fingerprint or dedupKey.');
  if (input.startsAt && input.endsAt && input.endsAt < input.startsAt && input.status === 'RESOLVED')
    check.fail(['endsAt'], 'ORDER', 'endsAt must not be before startsAt.');
  const fires = input.status === 'FIRING';
  if (fires && now && input.startsAt && input.startsAt.getTime() > now.getTime() + FAST_MS) {
    const message = `startsAt must be at most 10 minutes after the present time, ${now.toISOString()}.`;
    check.fail(['startsAt'], 'NOT_IN_FUTURE', message);
  }
  if (check.errors.length > 0) return err(...check.errors);
  const identity = fingerprint ?? (labels.length > 0 ? fingerprintOf(labels) : (dedupKey ?? summary ?? ''));
  return ok({
    status: input.status,
    labels,
    summary: summary ?? nameOf(labels) ?? dedupKey ?? `Alert ${identity}`.slice(0, 200).toWellFormed(),
    description,
    dedupKey,
    fingerprint: identity,
    severity: input.severity ?? null,
    sourceUrl,
    startsAt: input.startsAt ?? null,
    endsAt: input.status === 'RESOLVED' ? (input.endsAt ?? null) : null,
  });
}

function checkLabels(check: InputCheck, given: readonly Label[]): Label[] {
  if (given.length > MOST_LABELS)
    check.fail(
      ['labels'],
      'TOO_MANY',
      `labels must have at most ${MOST_LABELS} values; it has ${given.length}.`,
    );
  const names = new Set<string>();
  return given.slice(0, MOST_LABELS).map(({ name: givenName, value }, i) => {
    const place = ['labels', String(i)];
    const name = check.text([...place, 'name'], givenName, 200, 'NAME');
    if (names.has(name))
      check.fail([...place, 'name'], 'DUPLICATE', 'Two labels have this name. Names must be unique.');
    names.add(name);
    // A value is kept as it is: white space in it can have a meaning.
    for (const { rule, message } of faultsOf(value, MOST_OF_VALUE, 'VERBATIM'))
      if (rule !== 'REQUIRED') check.fail([...place, 'value'], rule, `value ${message}`);
    return { name, value };
  });
}

/** The name of the alert, as one line of at most 200 characters. */
function nameOf(labels: readonly Label[]): string | null {
  return shortLine(labelOf(labels, 'alertname') ?? '') || null;
}

/** A text from elsewhere as one line of at most 200 characters, without outer white space. */
export function shortLine(text: string): string {
  const line = text
    .replaceAll(/[\s\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ')
    .trim()
    .normalize('NFC');
  const characters = [...line.slice(0, 500)];
  return (
    characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : characters.join('')
  ).toWellFormed();
}

/** A URL that a browser can open, otherwise null: an alert of a webhook is not refused for it. */
export function shownUrl(url: string | null): string | null {
  if (!url || url.length > 2000 || !/^https?:\/\/[^\s\p{C}]+$/iu.test(url)) return null;
  const parsed = URL.parse(url);
  return parsed?.hostname && parsed.username === '' && parsed.password === '' ? url : null;
}
