import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import type { ApprovalFilter } from '../../platform/contract/generated/types.js';
import { byAge, byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { recordsVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { obstacleOf } from './ability.js';
import {
  ApprovalEntity,
  ApprovalPolicyEntity,
  type ApprovalPolicyRow,
  type ApprovalRow,
  ApproverEntity,
  type ApproverWithObstacle,
} from './entities.js';

/** An approver, with whether the approval is pending. */
export type ApproverOfApproval = ApproverWithObstacle & { isPending: boolean };

const approvalColumns = columns(ApprovalEntity, 'a');
const approverColumns = columns(ApproverEntity, 'r');
const policyColumns = columns(ApprovalPolicyEntity, 'ap');

function withTicket(reads: ActorReads): Sql {
  return sql`from approvals a
  join tickets t on t.organisation_id = ${reads.organisationId} and t.id = a.ticket_id`;
}

/** Approvals by id that the actor can see. */
export async function approvalsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ApprovalRow | null)[]> {
  const among = (some: readonly string[]) => sql`${withTicket(reads)}
    where a.organisation_id = ${reads.organisationId} and a.id = any (${some}::uuid[])`;
  const rows = await reads.query(sql<ApprovalRow>`select ${approvalColumns} ${among(ids)}
    and ${visibleTickets(reads.scope)} and ${recordsVisible(reads.scope)}`);
  await noteNotFound(reads, ids, rows, among);
  return byId(ids, rows);
}

/** The approval of each of these visible plans. */
export async function approvalsOfPlans(
  reads: ActorReads,
  planIds: readonly string[],
): Promise<(ApprovalRow | null)[]> {
  const rows = await reads.query(sql<ApprovalRow>`select ${approvalColumns} from approvals a
    where a.organisation_id = ${reads.organisationId} and a.plan_id = any (${planIds}::uuid[])`);
  const byPlan = new Map(rows.map((row) => [row.planId, row]));
  return planIds.map((id) => byPlan.get(id) ?? null);
}

/** The approvers of each of these visible approvals: first those of the policy, then their delegates. */
export async function approversOf(
  reads: ActorReads,
  approvalIds: readonly string[],
): Promise<ApproverOfApproval[][]> {
  const rows =
    await reads.query(sql<ApproverOfApproval>`select ${approverColumns}, ${obstacleOf(reads.organisationId)} as obstacle,
      a.state = 'PENDING' as "isPending" from approvers r
    join approvals a on a.organisation_id = ${reads.organisationId} and a.id = r.approval_id
    where r.organisation_id = ${reads.organisationId} and r.approval_id = any (${approvalIds}::uuid[])
    order by r.delegated_by_user_id is not null, r.user_id`);
  const byApproval = Map.groupBy(rows, (row) => row.approvalId);
  return approvalIds.map((id) => byApproval.get(id) ?? []);
}

const newestFirst = byAge<'REQUESTED_AT', ApprovalRow>('approvals', 'a', 'REQUESTED_AT');

/** A page of the approvals that the actor can see. */
export async function listApprovals(
  reads: ActorReads,
  { awaitingViewer, states }: ApprovalFilter,
  args: OrderedArgs<'REQUESTED_AT'>,
): Promise<Connection<ApprovalRow>> {
  const awaiting = () => sql`a.state = 'PENDING' and t.status = 'AWAITING_APPROVAL' and a.id in (
    select r.approval_id from approvers r where r.organisation_id = ${reads.organisationId} and r.user_id = ${reads.userId}::uuid
      and r.decision is null and ${obstacleOf(reads.organisationId)} is null)`;
  const isAwaiting = awaitingViewer
    ? awaiting()
    : awaitingViewer === false
      ? sql`not (${awaiting()})`
      : sql`true`;
  const inState = states ? sql`a.state = any (${states}::text[])` : sql`true`;
  const source = sql`${withTicket(reads)} where a.organisation_id = ${reads.organisationId} and ${visibleTickets(reads.scope)}
    and ${recordsVisible(reads.scope)} and ${isAwaiting} and ${inState}`;
  return orderedPage(reads, newestFirst, args, approvalColumns, source);
}

/** Policies by id that the actor can see. */
export async function policiesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ApprovalPolicyRow | null)[]> {
  const rows = await reads.query(sql<ApprovalPolicyRow>`select ${policyColumns} from approval_policies ap
    where ${inStaffCatalogue(reads.scope, 'ap')} and ap.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** The ids of each policy's approvers: users, or teams. */
function askedBy(kind: 'user' | 'team') {
  const table = sql.table(kind === 'user' ? 'approval_policy_users' : 'approval_policy_teams');
  const column = sql.ref(`one.${kind}_id`);
  return async (reads: ActorReads, policyIds: readonly string[]): Promise<string[][]> => {
    const rows = await reads.query(sql<{ policyId: string; id: string }>`
      select one.policy_id as "policyId", ${column} as id from ${table} one
      where one.organisation_id = ${reads.organisationId} and one.policy_id = any (${policyIds}::uuid[]) order by 2`);
    const byPolicy = Map.groupBy(rows, (row) => row.policyId);
    return policyIds.map((id) => (byPolicy.get(id) ?? []).map((row) => row.id));
  };
}

export const usersOfPolicies = askedBy('user');
export const teamsOfPolicies = askedBy('team');

const policiesByName = byName<ApprovalPolicyRow>('approval policies', 'ap');

/** A page of the policies that the actor can see. */
export async function listPolicies(
  reads: ActorReads,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<ApprovalPolicyRow>> {
  const source = sql`from approval_policies ap where ${inStaffCatalogue(reads.scope, 'ap')}`;
  return orderedPage(reads, policiesByName, args, policyColumns, source);
}
