import type { AlertSeverity, Impact, Urgency } from '../../platform/contract/generated/enums.js';

/** The usual values of the label, in small letters. */
const usual: Readonly<Record<AlertSeverity, readonly string[]>> = {
  CRITICAL: [
    'critical',
    'crit',
    'page',
    'fatal',
    'emergency',
    'emerg',
    'disaster',
    'alert',
    'p1',
    'sev1',
    '1',
  ],
  ERROR: ['error', 'err', 'high', 'major', 'p2', 'sev2', '2'],
  WARNING: ['warning', 'warn', 'medium', 'average', 'minor', 'ticket', 'p3', 'sev3', '3'],
  INFO: [
    'info',
    'information',
    'informational',
    'notice',
    'low',
    'none',
    'debug',
    'ok',
    'p4',
    'p5',
    'sev4',
    '4',
    '5',
  ],
};

const byValue = new Map(
  Object.entries(usual).flatMap(([severity, values]) =>
    values.map((value) => [value, severity as AlertSeverity] as const),
  ),
);

/** The severity that a value of a label means. An unknown one is a warning: neither lost among what is for information, nor an outage. */
export function severityOf(value: string | null): AlertSeverity {
  return byValue.get((value ?? '').trim().toLowerCase()) ?? 'WARNING';
}

const levels: Readonly<Record<AlertSeverity, { impact: Impact; urgency: Urgency }>> = {
  CRITICAL: { impact: 'HIGH', urgency: 'HIGH' },
  ERROR: { impact: 'MEDIUM', urgency: 'HIGH' },
  WARNING: { impact: 'MEDIUM', urgency: 'MEDIUM' },
  INFO: { impact: 'LOW', urgency: 'LOW' },
};

/** The impact and the urgency of a ticket about such an alert. */
export function levelsOf(severity: AlertSeverity): { impact: Impact; urgency: Urgency } {
  return levels[severity];
}
