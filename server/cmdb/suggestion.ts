import type { ActorReads } from '../platform/actor/actor-reads.js';
import { ImpactSuggestion } from '../platform/contract/generated/types.js';
import { servicesById } from './data/reads.js';
import { type ServiceNode, toService } from './node.js';
import type { Suggestion } from './rules/impact.js';
/** A suggestion with the services that it is about. */
export async function toSuggestion(
  reads: ActorReads,
  suggestion: Suggestion | null,
): Promise<ImpactSuggestion | null> {
  if (!suggestion) return null;
  const reasons = suggestion.reasons.map(async ({ serviceId, ...reason }) => ({
    ...reason,
    service: serviceId ? await serviceOn(reads, serviceId) : null,
  }));
  return { impact: suggestion.impact, reasons: await Promise.all(reasons) };
}

export async function serviceOn(reads: ActorReads, id: string): Promise<ServiceNode | null> {
  const row = await reads.load(servicesById, id);
  return row ? toService(row) : null;
}
