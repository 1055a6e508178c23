import { wasGiven } from '../../identity/people/index.js';
import type { ApproverObstacle } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/** By what right a user is asked: named by the policy or a delegation (as staff or not), a member or lead of a team, or an administrator. */
export type AskedAs = 'NAMED' | 'NAMED_STAFF' | 'MEMBER' | 'LEAD' | 'ADMIN';

/** How a user `u` is named: staff who lost their role no longer count. */
export const namedAs: Sql<AskedAs> = sql`case when u.role = 'REQUESTER' then 'NAMED' else 'NAMED_STAFF' end`;

/** What decides whether a user can approve a plan, as SQL. */
export interface Basis {
  /** The users who answer for the plan. */
  submitters: Sql;
  requesterId: Sql;
  /** The teams whose members or leads are asked. */
  teamIds: Sql;
  /** When they were asked; null: now. */
  requestedAt: Sql;
}

/** The basis of an approval `a` of a plan `p` on a ticket `t`. */
const ofApproval: Basis = {
  submitters: sql`array[p.by_user_id, p.key_maker_id]`,
  requesterId: sql`t.requester_id`,
  teamIds: sql`a.team_ids`,
  requestedAt: sql`a.requested_at`,
};

/**
 * Why the user `u`, who is asked as `r.asked_as`, cannot approve a plan by the rights that they have now; null when they can. The only place
 * of this rule: for those who are asked, to whom a decision is delegated or handed over, and who decide.
 */
export function obstacle(organisationId: string, basis: Basis): Sql<ApproverObstacle | null> {
  const { submitters, requesterId, teamIds, requestedAt } = basis;
  // Membership that began after the request does not count.
  const inTeam = (since: Sql, also: Sql) => sql<boolean>`exists (select 1 from team_members m
    where m.organisation_id = ${organisationId} and m.team_id = any (${teamIds}) and m.user_id = u.id ${also}
      and coalesce(${since} <= ${requestedAt}, true))`;
  const member = sql`u.role <> 'REQUESTER' and ${inTeam(sql`m.joined_at`, sql``)}`;
  const lead = sql`('LEAD' = any (r.asked_as) and u.role in ('LEAD', 'ADMIN') and ${inTeam(sql`m.lead_since`, sql`and m.lead`)})`;
  const admin = sql`('ADMIN' = any (r.asked_as) and u.role = 'ADMIN')`;
  const { account, team, role } = givenToUser(organisationId, basis);
  return sql<ApproverObstacle | null>`case
      when not u.active then 'DEACTIVATED'
      when u.id = any (${submitters}) then 'SUBMITTER'
      when u.id = ${requesterId} then 'REQUESTER'
      when ${account} then 'ADDED_BY_SUBMITTER'
      when ${admin} and not ${role} then null
      when ${team} then 'ADDED_BY_SUBMITTER'
      when 'NAMED' = any (r.asked_as) then null
      when 'NAMED_STAFF' = any (r.asked_as) and u.role <> 'REQUESTER' then null
      when 'MEMBER' = any (r.asked_as) and ${member} then null
      when ${lead} and not ${role} then null
      when ${admin} or ${lead} then 'ADDED_BY_SUBMITTER'
      else 'NOT_ENTITLED' end`;
}

/** What the submitters ever gave the user `u`: the account that was deactivated, a place in a team that is asked, the present role. */
function givenToUser(organisationId: string, { submitters, teamIds }: Basis) {
  const given = (kind: 'ACCOUNT' | 'TEAM' | 'ROLE', of?: Sql<string[]>) =>
    wasGiven(organisationId, submitters, sql`u.id`, kind, of);
  return {
    account: given('ACCOUNT'),
    team: given('TEAM', sql<string[]>`${teamIds}::text[]`),
    role: given('ROLE', sql<string[]>`array[u.role]`),
  };
}

/** The same for a user `r.user_id` and the approval `a`. */
export function obstacleOf(organisationId: string): Sql<ApproverObstacle | null> {
  return sql<ApproverObstacle | null>`(select ${obstacle(organisationId, ofApproval)}
    from users u
    join resolution_plans p on p.organisation_id = ${organisationId} and p.id = a.plan_id
    join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id
    where u.organisation_id = ${organisationId} and u.id = r.user_id)`;
}

/**
 * Whether a user can choose who decides about the approval `a` in place of another: not those whose plan or change it is, nor those who have
 * their rights from them. Null for no user.
 */
export function choosesApprovers(organisationId: string, userId: Sql): Sql<boolean> {
  const { submitters, requesterId } = ofApproval;
  const { account, team, role } = givenToUser(organisationId, ofApproval);
  return sql<boolean>`(select not (coalesce(u.id = any (${submitters} || ${requesterId}), false) or ${account} or ${team}
      or (u.role in ('LEAD', 'ADMIN') and ${role}))
    from users u
    join resolution_plans p on p.organisation_id = ${organisationId} and p.id = a.plan_id
    join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id
    where u.organisation_id = ${organisationId} and u.id = ${userId})`;
}
