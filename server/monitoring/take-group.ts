import type { Asking } from '../platform/actor/asking.js';
import { runInPackets } from '../platform/commands/in-packets.js';
import type { AlertOutcome } from '../platform/contract/generated/enums.js';
import type { ReportAlertInput } from '../platform/contract/generated/types.js';
import type { Services } from '../platform/graphql/services.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { Rate } from '../platform/kernel/rate.js';
import type { UserError } from '../platform/kernel/user-errors.js';
import { reportAlert } from './commands/report-alert.js';
import { lastKnown } from './data/reported.js';
import { type AlertFault, type ReadAlert, shortened } from './rules/alertmanager.js';
import { type CheckedReport, checkReport } from './rules/check-report.js';

/** Alerts of one group that are recorded at once. Those with the same fingerprint are recorded in their order. */
const AT_ONCE = 4;
/** A group that takes longer is taken in parts: the sender repeats it, and what is known already costs little. */
const LONGEST_MS = 8000;

/** What became of one alert of a group. */
export type AlertResult = { index: number } & (
  | { outcome: AlertOutcome; alertId: string | null; ticketId: string | null }
  | { errors: readonly AlertFault[] }
);

/** What became of a group. `again`: some alerts were not taken, and a repetition helps. */
export interface Taken {
  results: AlertResult[];
  again: { seconds: number; message: string } | null;
}

/** Who reports a group, and to which integration. */
export interface Reporter {
  services: Services;
  asking: Asking;
  /** The global id of the integration, and its id. */
  integration: { globalId: string; id: string };
  traceId: string;
  rate: Rate;
}

interface Valid {
  index: number;
  input: ReportAlertInput;
  report: CheckedReport;
}

/** Records the alerts of a group. A wrong one is refused by itself; the others are taken. */
export async function takeGroup(reporter: Reporter, alerts: readonly ReadAlert[]): Promise<Taken> {
  const { services, asking, integration } = reporter;
  const results: AlertResult[] = [];
  const valid: Valid[] = [];
  for (const [index, alert] of alerts.entries()) {
    const checked = checkedAlert(alert, integration.globalId, services.now());
    if ('errors' in checked) results.push({ index, errors: checked.errors });
    else valid.push({ index, ...checked });
  }
  const fingerprints = [...new Set(valid.map(({ report }) => report.fingerprint))];
  const known =
    fingerprints.length > 0
      ? await lastKnown(services.db, asking.organisationId, integration.id, fingerprints)
      : new Map();
  const news: Valid[] = [];
  for (const one of valid) {
    const last = known.get(one.report.fingerprint);
    const { status, startsAt } = one.report;
    // An alert without a ticket was suppressed: perhaps it is not any more.
    const isRepeated =
      last?.ticketId && last.status === status && last.startsAt.getTime() === startsAt?.getTime();
    if (isRepeated) results.push({ index: one.index, outcome: 'UNCHANGED', alertId: null, ticketId: null });
    else news.push(one);
  }
  const again = await record(reporter, news, results);
  results.sort((a, b) => a.index - b.index);
  return { results, again };
}

/** Records what is new, some at once. */
async function record(
  { services, asking, traceId, rate }: Reporter,
  news: readonly Valid[],
  results: AlertResult[],
): Promise<Taken['again']> {
  const begun = performance.now();
  const queues = [...Map.groupBy(news, ({ report }) => report.fingerprint).values()];
  /** Why nothing more is taken now. */
  let stopped: Taken['again'] = null;
  /** Why some alerts were not taken, while others are. */
  let failed: Taken['again'] = null;
  const work = async (): Promise<void> => {
    for (let queue = queues.shift(); queue && !stopped; queue = queues.shift()) {
      for (const { index, input } of queue) {
        const late = performance.now() - begun > LONGEST_MS;
        const tooEarlyMs = late ? 0 : rate.take(asking.actorKey, 1, performance.now());
        if (late) stopped ??= { seconds: 1, message: 'The group is large. Send it again for the rest.' };
        if (tooEarlyMs > 0)
          stopped ??= {
            seconds: Math.ceil(tooEarlyMs / 1000),
            message: 'Too many alerts were sent within a minute.',
          };
        if (stopped) return;
        const ended = await runInPackets(services, { command: reportAlert, input, asking, traceId });
        if (!ended.found) stopped ??= { seconds: 1, message: 'The API key has just stopped to work.' };
        else if (ended.result.ok) {
          const { outcome, alertId, ticketId } = ended.result.value;
          results.push({
            index,
            outcome,
            alertId: alertId && toGlobalId('Alert', alertId),
            ticketId: ticketId && toGlobalId('Ticket', ticketId),
          });
        } else {
          // The alert itself was checked before: it is the integration that an administrator has to change, so nothing must be lost. What
          // follows it waits with it, and alerts with another fingerprint go on.
          failed ??= { seconds: 60, message: ended.result.errors.map(({ message }) => message).join(' ') };
          break;
        }
        if (stopped) return;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return stopped ?? failed;
}

/** An alert as the input of `reportAlert`, or why it is refused. */
function checkedAlert(
  alert: ReadAlert,
  alertIntegrationId: string,
  now: Date,
): { input: ReportAlertInput; report: CheckedReport } | { errors: readonly AlertFault[] } {
  if ('faults' in alert) return { errors: alert.faults };
  const input: ReportAlertInput = { ...alert.report, alertIntegrationId };
  const report = checkReport(input, now);
  return report.ok
    ? { input, report: report.value }
    : { errors: report.errors.map((error) => faultOf(error, input)) };
}

function faultOf({ path, message, rule }: UserError, input: ReportAlertInput): AlertFault {
  const [, ...fields] = path;
  const [list, place, part] = fields;
  const label = list === 'labels' && place !== undefined ? input.labels?.[Number(place)] : undefined;
  const field = label ? `labels.${String(shortened(label.name))}` : fields.join('.');
  const given = label
    ? label[part as 'name' | 'value']
    : (input as unknown as Record<string, unknown>)[list ?? ''];
  return { field, value: shortened(given), rule: rule as AlertFault['rule'], message };
}
