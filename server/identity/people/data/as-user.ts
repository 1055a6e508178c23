import { seesByRole } from '../../../platform/actor/asking.js';
import { type Sql, sql } from '../../../platform/db/sql.js';

/** A source named `me` for an active user who is not the actor, with the columns of `Asking.me`: to ask what that user sees. */
export function meAsUser(organisationId: string, userId: string | null): Sql {
  return sql`(select u.id as user_id, null::uuid as key_id, ${seesByRole(sql`u.role`)} as sees,
      array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = u.id) as team_ids,
      null::uuid[] as queue_ids
    from users u where u.organisation_id = ${organisationId} and u.id = ${userId}::uuid and u.active) me`;
}
