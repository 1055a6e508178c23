import type { ActorReads } from '../../../platform/actor/actor-reads.js';
import { seesColleagues } from '../../../platform/actor/scope.js';
import { type Sql, sql } from '../../../platform/db/sql.js';
/** The `users u` that a reader can list or fetch by id: requesters only themselves. */
export function visibleUsers(reads: ActorReads): Sql<boolean> {
  const { scope } = reads;
  const organisation = sql<boolean>`u.organisation_id = ${scope.organisationId}`;
  if (scope.sees === 'nothing') return sql<boolean>`false`;
  if (seesColleagues(scope)) return organisation;
  return sql<boolean>`(${organisation} and u.id = ${reads.userId}::uuid)`;
}

/** Whether a reader sees how to reach a user: a requester does only of themselves. */
export function seesProfile(
  reads: Pick<ActorReads, 'userId' | 'scope'>,
  { row }: { row: { id: string } },
): boolean {
  return seesColleagues(reads.scope) || reads.userId === row.id;
}
