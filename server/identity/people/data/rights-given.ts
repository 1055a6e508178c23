import type { CommandContext } from '../../../platform/commands/command-context.js';
import { type Sql, sql } from '../../../platform/db/sql.js';

/**
 * What can make users approvers: a place in a `TEAM`, a `ROLE`, an `ACCOUNT` that is active again, a place in a `POLICY` of approvals (also of
 * a team), or the tickets of a `QUEUE` (of a team).
 */
type Right = 'TEAM' | 'ROLE' | 'ACCOUNT' | 'POLICY' | 'QUEUE';

/**
 * Records that the actor gave users or teams a right: those who approve a plan must not be approvers by its submitter. For an API key, the
 * user who created it answers.
 */
export async function recordGiven(
  { query, organisationId, actor, now }: CommandContext,
  kind: Right,
  of: string,
  toIds: readonly string[],
): Promise<void> {
  if (actor.kind === 'system') return;
  const by =
    actor.kind === 'user'
      ? sql`select ${actor.userId}::uuid as id`
      : sql`select k.created_by_user_id as id from api_keys k where k.organisation_id = ${organisationId} and k.id = ${actor.keyId}
          and k.created_by_user_id is not null`;
  await query(sql`insert into rights_given (organisation_id, to_id, kind, of, by_user_id, given_at)
    select ${organisationId}, given.id, ${kind}, ${of}, by.id, ${now} from unnest(${toIds}::uuid[]) as given (id) cross join (${by}) by
    on conflict do nothing`);
}

/** Whether one of these users ever gave `to` (SQL of a user or a team) this right; `of`: SQL of which ones. */
export function wasGiven(
  organisationId: string,
  byUserIds: Sql,
  to: Sql,
  kind: Right,
  of: Sql<string[]> | null = null,
): Sql<boolean> {
  return sql<boolean>`exists (select 1 from rights_given given where given.organisation_id = ${organisationId}
    and given.to_id = ${to} and given.kind = ${sql.lit(kind)} and given.by_user_id = any (${byUserIds})
    ${of ? sql`and given.of = any (${of})` : sql``})`;
}
