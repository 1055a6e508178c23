import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type Suggestion, suggestImpact } from '../rules/impact.js';
import { dependentsOfServices, servicesById } from './reads.js';

/** The impact suggested by services and a number of users, by the present catalogue. Services that the actor cannot see do not count. */
export async function impactOf(
  reads: ActorReads,
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
