import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { Impact, Urgency } from '../platform/contract/generated/enums.js';
import type { AlertRoutingArgs } from '../platform/contract/generated/types.js';
import { BadInput, checkId } from '../platform/kernel/bad-input.js';
import { InputCheck } from '../platform/kernel/check.js';
import { alertIntegrationsById, newestAlerts } from './data/reads.js';
import { checkRoutes } from './data/routes.js';
import { type AlertNode, toAlert } from './node.js';
import { routeFor } from './rules/matchers.js';
import { levelsOf } from './rules/severity.js';

/** What routes would do with an alert. */
export interface Tried {
  alert: AlertNode;
  routeIndex: number | null;
  queueId: string | null;
  impact: Impact;
  urgency: Urgency;
}

/** Tries routes with the newest alerts of an integration, and changes nothing. Throws `BadInput`. */
export async function tryRoutes(
  reads: ActorReads,
  { alertIntegrationId, routes: given }: AlertRoutingArgs,
): Promise<Tried[]> {
  const id = checkId('alertIntegrationId', alertIntegrationId, 'AlertIntegration');
  const check = new InputCheck();
  const tried = given ? checkRoutes(check, given) : null;
  const [wrong] = check.errors;
  if (wrong)
    throw new BadInput(
      wrong.path
        .slice(1)
        .filter((part) => !/^\d+$/.test(part))
        .join('.'),
      (wrong.rule as BadInput['rule'] | undefined) ?? 'ID',
      wrong.message,
    );
  const integration = await reads.load(alertIntegrationsById, id);
  if (!integration) return [];
  const routes = tried ?? integration.routes;
  const alerts = await newestAlerts(reads, id);
  return alerts.map((row) => {
    const alert = toAlert(row);
    const routeIndex = routeFor(routes, alert.labels);
    const route = routeIndex === null ? undefined : routes[routeIndex];
    const levels = levelsOf(row.severity);
    return {
      alert,
      routeIndex,
      queueId: route?.queueId ?? integration.queueId ?? null,
      impact: route?.impact ?? levels.impact,
      urgency: route?.urgency ?? levels.urgency,
    };
  });
}
