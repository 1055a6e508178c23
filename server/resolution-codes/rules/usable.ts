import { invalid, type UserError } from '../../platform/kernel/user-errors.js';

/** What the catalogue says of a code. */
export interface CodeFacts {
  /** Whether the organisation allows codes that are not in the catalogue. */
  freeCodes: boolean;
  /** Null when the catalogue does not have the code. */
  active: boolean | null;
}

/**
 * Why a ticket cannot be resolved with a code. The facts are of the code that the input gives: none when it gives none. An import can bring
 * any code.
 */
export function codeProblem(
  [facts]: readonly CodeFacts[],
  code: string | null | undefined,
  { imported }: { imported: boolean },
): UserError | null {
  if (!facts || !code || imported) return null;
  const choose = 'Choose an active code of the query resolutionCodes.';
  if (facts.active === false)
    return invalid(['resolutionCode'], 'RETIRED', `resolutionCode “${code}” is retired. ${choose}`);
  if (facts.active === null && !facts.freeCodes)
    return invalid(
      ['resolutionCode'],
      'NOT_IN_CATALOGUE',
      `resolutionCode “${code}” is not in the catalogue. ${choose}`,
    );
  return null;
}
