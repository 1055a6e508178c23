import { createHash } from 'node:crypto';
import type { AlertSeverity, AlertStatus } from '../../platform/contract/generated/enums.js';

/** A label of an alert. */
export interface Label {
  name: string;
  value: string;
}

/** A report of an alert in its stored form. */
export interface Report {
  status: AlertStatus;
  fingerprint: string;
  /** By name, without those that are empty. */
  labels: readonly Label[];
  summary: string;
  description: string | null;
  /** Null: by its labels. */
  severity: AlertSeverity | null;
  sourceUrl: string | null;
  /** Null: the report does not say. */
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Labels in the order of their names. A label with an empty value is one that is not there. */
export function sortedLabels(labels: readonly Label[]): Label[] {
  return labels
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The value of a label; null where there is none. */
export function labelOf(labels: readonly Label[], name: string): string | null {
  return labels.find((label) => label.name === name)?.value ?? null;
}

/** A fingerprint for an alert that has none: equal for equal labels. */
export function fingerprintOf(sorted: readonly Label[]): string {
  const text = JSON.stringify(sorted.map(({ name, value }) => [name, value]));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
