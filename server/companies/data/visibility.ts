import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/** The `companies co` that an actor sees: a requester sees their own. */
export function visibleCompanies(reads: ActorReads): Sql<boolean> {
  const { scope } = reads;
  if (scope.sees !== 'own' && scope.sees !== 'ticket') return inStaffCatalogue(scope, 'co');
  return sql<boolean>`(co.organisation_id = ${scope.organisationId} and co.id = (select u.company_id from users u
    where u.organisation_id = ${scope.organisationId} and u.id = ${reads.userId}::uuid))`;
}
