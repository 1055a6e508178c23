import type { Gathering } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { faultsOf, storedForm } from '../../platform/kernel/texts.js';
import type { CodeFacts } from '../rules/usable.js';

/** What the catalogue says of the code that an input gives; null when it gives none, or a text that cannot be a code. */
export function codeGiven(
  { me, organisationId }: Gathering,
  code: string | null | undefined,
): Sql<CodeFacts> | null {
  const stored = storedForm(code ?? '', 'LINE');
  if (faultsOf(stored, 100, 'LINE').length > 0) return null;
  return sql<CodeFacts>`select o.free_resolution_codes as "freeCodes", rc.active from ${me}
    join organisations o on o.id = ${organisationId}
    left join resolution_codes rc on rc.organisation_id = ${organisationId} and rc.code = ${stored}`;
}
