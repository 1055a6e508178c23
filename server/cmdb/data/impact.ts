import type { ViewerReads } from '../../platform/viewer/viewer-reads.js';
import { type Suggestion, suggestImpact } from '../rules/impact.js';
import { dependentsOfServices, servicesById } from './reads.js';

/** The impact suggested by services and a number of users, by the present catalogue. Services that the viewer cannot see do not count. */
export async function impactOf(
  reads: ViewerReads,
  serviceIds: readonly string[],
  userCount: number | null,
): Promise<Suggestion | null> {
  const distinct = [...new Set(serviceIds)];
  const [services, dependents] = await Promise.all([
    Promise.all(distinct.map((id) => reads.load(servicesById, id))),
    Promise.all(distinct.map((id) => reads.load(dependentsOfServices, id))),
  ]);
  const each = new Map(dependents.flat().map((service) => [service.id, service]));
  return suggestImpact({
    services: services.filter((service) => service !== null),
    dependents: [...each.values()],
    userCount,
  });
}
