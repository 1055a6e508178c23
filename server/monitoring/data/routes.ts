import type { AlertMatcherInput, AlertRouteInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { faultsOf } from '../../platform/kernel/texts.js';
import type { Matcher, Route } from '../rules/matchers.js';

const MOST_MATCHERS = 20;
const MOST_ROUTES = 50;
const MOST_OF_ROUTE = 20;

/** Checks conditions on labels. */
export function checkMatchers(check: InputCheck, given: readonly AlertMatcherInput[]): Matcher[] {
  if (given.length > MOST_MATCHERS)
    check.fail(
      ['matchers'],
      'TOO_MANY',
      `matchers must have at most ${MOST_MATCHERS} values; it has ${given.length}.`,
    );
  return given.slice(0, MOST_MATCHERS).map(({ label, operator, value }, i) => {
    const place = ['matchers', String(i)];
    for (const { rule, message } of faultsOf(value, 2000, 'VERBATIM'))
      if (rule !== 'REQUIRED') check.fail([...place, 'value'], rule, `value ${message}`);
    return { label: check.text([...place, 'label'], label, 200, 'LINE'), operator, value };
  });
}

/** Checks routes, and returns them with the ids that are stored. */
export function checkRoutes(check: InputCheck, given: readonly AlertRouteInput[]): Route[] {
  if (given.length > MOST_ROUTES)
    check.fail(
      ['routes'],
      'TOO_MANY',
      `routes must have at most ${MOST_ROUTES} values; it has ${given.length}.`,
    );
  return given.slice(0, MOST_ROUTES).map((route, i) => {
    const its = new InputCheck();
    const checked: Route = {
      matchers: checkMatchers(its, route.matchers),
      queueId: its.id('queueId', route.queueId, 'Queue') ?? null,
      serviceIds: its.ids('affectedServiceIds', route.affectedServiceIds, 'Service', MOST_OF_ROUTE) ?? [],
      itemIds: its.ids('affectedItemIds', route.affectedItemIds, 'ConfigurationItem', MOST_OF_ROUTE) ?? [],
      impact: route.impact ?? null,
      urgency: route.urgency ?? null,
    };
    check.addAll(['routes', String(i)], its);
    return checked;
  });
}
