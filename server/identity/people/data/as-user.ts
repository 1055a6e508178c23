import { seesByRole } from '../../../platform/actor/asking.js';
import { type Sql, sql } from '../../../platform/db/sql.js';

/** A source named `me` for an active user who is not the actor, with the columns of `Asking.me`: to ask what that user sees. */
export function meAsUser(organisationId: string, userId: string | Sql | null): Sql {
  return sql`(select person.id as user_id, null::uuid as key_id, ${seesByRole(sql`person.role`)} as sees,
      array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = person.id) as team_ids,
      null::uuid[] as queue_ids
    from users person where person.organisation_id = ${organisationId} and person.id = ${userId}::uuid and person.active) me`;
}
