import type { ImpactReasonKind } from '../../platform/contract/generated/enums.js';
import { Criticality } from '../../platform/contract/generated/enums.js';

/** An affected service, or one that depends on an affected one. */
export interface ServiceFacts {
  id: string;
  name: string;
  criticality: Criticality;
}

export interface Affected {
  services: readonly ServiceFacts[];
  /** Active services that depend on them, directly or indirectly. */
  dependents: readonly ServiceFacts[];
  userCount: number | null;
}

export interface Reason {
  kind: ImpactReasonKind;
  impact: Criticality;
  message: string;
  serviceId: string | null;
}

export interface Suggestion {
  impact: Criticality;
  reasons: Reason[];
}

/** The numbers of affected users from which the impact is high and medium. */
const MANY = 100;
const SOME = 10;
const MOST_REASONS = 100;

/** The suggested impact with all reasons; null when there is no reason. */
export function suggestImpact({ services, dependents, userCount }: Affected): Suggestion | null {
  const affected = new Set(services.map(({ id }) => id));
  const reasons: Reason[] = [
    ...services.map(
      ({ id, name, criticality }): Reason => ({
        kind: 'SERVICE_CRITICALITY',
        impact: criticality,
        message: `The criticality of ${name} is ${criticality}.`,
        serviceId: id,
      }),
    ),
    ...dependents.filter(({ id }) => !affected.has(id)).map(ofDependent),
    ...(userCount === null ? [] : [ofUsers(userCount)]),
  ];
  const sorted = Object.values(Criticality).flatMap((level) =>
    reasons.filter(({ impact }) => impact === level),
  );
  const [first] = sorted;
  return first ? { impact: first.impact, reasons: sorted.slice(0, MOST_REASONS) } : null;
}

/** It can still work in part, so its criticality counts one level lower. */
function ofDependent({ id, name, criticality }: ServiceFacts): Reason {
  const impact = criticality === 'HIGH' ? 'MEDIUM' : 'LOW';
  const message = `${name}, whose criticality is ${criticality}, depends on an affected service.`;
  return { kind: 'DEPENDENT_SERVICE', impact, message, serviceId: id };
}

function ofUsers(count: number): Reason {
  const impact = count >= MANY ? 'HIGH' : count >= SOME ? 'MEDIUM' : 'LOW';
  const message = `${count} ${count === 1 ? 'user is' : 'users are'} affected.`;
  return { kind: 'AFFECTED_USERS', impact, message, serviceId: null };
}
