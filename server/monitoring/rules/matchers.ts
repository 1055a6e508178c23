import type { AlertMatchOperator, Impact, Urgency } from '../../platform/contract/generated/enums.js';
import { type Label, labelOf } from './report.js';

/** A condition on a label. */
export interface Matcher {
  label: string;
  operator: AlertMatchOperator;
  value: string;
}

/** What a new ticket gets when all conditions hold. Its ids are stored ones. */
export interface Route {
  matchers: readonly Matcher[];
  queueId: string | null;
  serviceIds: readonly string[];
  itemIds: readonly string[];
  impact: Impact | null;
  urgency: Urgency | null;
}

/** Whether all conditions hold for these labels. A label that is not there has an empty value. */
export function matches(matchers: readonly Matcher[], labels: readonly Label[]): boolean {
  return matchers.every(({ label, operator, value }) => {
    const given = labelOf(labels, label) ?? '';
    if (operator === 'BEGINS_WITH') return given.startsWith(value);
    return (given === value) === (operator === 'EQUALS');
  });
}

/** The position of the first route whose conditions hold; null where there is none. */
export function routeFor(routes: readonly Route[], labels: readonly Label[]): number | null {
  const found = routes.findIndex(({ matchers }) => matches(matchers, labels));
  return found < 0 ? null : found;
}
