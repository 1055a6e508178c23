import type { TicketType, ValidationRule } from '../../platform/contract/generated/enums.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { kinds, type LinkKind, linkTypeFrom } from './link-types.js';

/** An end of links of one kind that a ticket is at. */
export interface LinkEnd {
  kind: LinkKind;
  end: 'from' | 'to';
  /** Whether the actor can see every ticket at the other ends. */
  seen: boolean;
}

/** What a ticket has that depends on its type. */
export interface TypedParts {
  ends: readonly LinkEnd[];
  hasKnownError: boolean;
  majorIncident: boolean;
}

/** Why a ticket with these parts cannot have a type; null when it can. */
export function typeProblem(
  type: TicketType,
  { ends, hasKnownError, majorIncident }: TypedParts,
): UserError | null {
  const refusal = (rule: ValidationRule, message: string) => invalid(['type'], rule, message);
  if (majorIncident && type !== 'INCIDENT')
    return refusal('MAJOR_INCIDENT', 'A major incident stays an incident.');
  if (hasKnownError && type !== 'PROBLEM')
    return refusal('KNOWN_ERROR', 'A problem with a known error stays a problem.');
  const wrong = ends.filter(({ kind, end }) => kinds[kind][end]?.includes(type) === false);
  if (wrong.length === 0) return null;
  if (wrong.some(({ seen }) => !seen))
    return refusal('NOT_ALLOWED', 'The ticket cannot be reclassified in this way.');
  const links = wrong.map(({ kind, end }) => linkTypeFrom(kind, end)).sort();
  return refusal(
    'LINKED',
    `type cannot be ${type} with these links: ${links.join(', ')}. Remove them first.`,
  );
}
