import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { categoriesById, toCategory } from '../catalog/index.js';
import { teamsById, toTeam, userOn } from '../identity/people/index.js';
import {
  Approval,
  ApprovalConnection,
  ApprovalPoliciesArgs,
  ApprovalPolicy,
  ApprovalPolicyConnection,
  ApprovalsArgs,
  Approver,
  Category,
  CreateApprovalPolicyInput,
  CreateApprovalPolicyPayload,
  DecideApprovalInput,
  DecideApprovalPayload,
  DelegateApprovalInput,
  DelegateApprovalPayload,
  ResolutionPlan,
  Team,
  Ticket,
  UpdateApprovalPolicyInput,
  UpdateApprovalPolicyPayload,
  User,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import type { Result } from '../platform/kernel/result.js';
import { plansById, toPlan } from '../process/index.js';
import { ticketsById } from '../tickets/index.js';
import { ticketPayload } from '../tickets/payloads.js';
import { decideApproval } from './commands/decide-approval.js';
import { delegateApproval } from './commands/delegate-approval.js';
import { createApprovalPolicy, updateApprovalPolicy } from './commands/policies.js';
import {
  approvalsById,
  approvalsOfPlans,
  approversOf,
  listApprovals,
  listPolicies,
  policiesById,
  teamsOfPolicies,
  usersOfPolicies,
} from './data/reads.js';
import {
  type ApprovalNode,
  type ApproverNode,
  type PolicyNode,
  toApproval,
  toApprover,
  toPolicy,
} from './node.js';

@Resolver()
export class ApprovalQueries {
  @Query(() => ApprovalConnection)
  async approvals(@Args(() => ApprovalsArgs) args: ApprovalsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listApprovals(ctx.reader, args.awaitingViewer === true, args), toApproval);
  }

  @Query(() => ApprovalPolicyConnection)
  async approvalPolicies(@Args(() => ApprovalPoliciesArgs) args: ApprovalPoliciesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listPolicies(ctx.reader, args), toPolicy);
  }
}

@Resolver(() => ResolutionPlan)
export class PlanApprovalResolver {
  @FieldResolver(() => Approval, { nullable: true })
  async approval(@Root() { row }: { row: { id: string } }, @Ctx() ctx: Context) {
    const approval = await ctx.reads.load(approvalsOfPlans, row.id);
    return approval ? toApproval(approval) : null;
  }
}

@Resolver(() => Approval)
export class ApprovalResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: ApprovalNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => ResolutionPlan)
  async plan(@Root() { row }: ApprovalNode, @Ctx() ctx: Context) {
    const plan = await ctx.reads.load(plansById, row.planId);
    return plan ? toPlan(plan) : null;
  }

  @FieldResolver(() => [Approver])
  async approvers(@Root() { row }: ApprovalNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(approversOf, row.id)).map(toApprover);
  }

  @FieldResolver(() => Boolean)
  async viewerCanDecide(@Root() { row }: ApprovalNode, @Ctx() { actor, reads }: Context) {
    if (row.state !== 'PENDING' || actor.kind !== 'user') return false;
    const approvers = await reads.load(approversOf, row.id);
    const ticket = await reads.load(ticketsById, row.ticketId);
    const asked = approvers.some(({ userId, decision }) => userId === actor.userId && !decision);
    return asked && ticket?.status === 'AWAITING_APPROVAL';
  }
}

@Resolver(() => Approver)
export class ApproverResolver {
  @FieldResolver(() => User)
  user(@Root() { row }: ApproverNode, @Ctx() ctx: Context) {
    return userOn(ctx.reads, row.userId);
  }

  @FieldResolver(() => User, { nullable: true })
  delegatedBy(@Root() { row }: ApproverNode, @Ctx() ctx: Context) {
    return row.delegatedByUserId ? userOn(ctx.reads, row.delegatedByUserId) : null;
  }
}

@Resolver(() => ApprovalPolicy)
export class ApprovalPolicyResolver {
  @FieldResolver(() => Category, { nullable: true })
  async category(@Root() { row }: PolicyNode, @Ctx() ctx: Context) {
    const category = row.categoryId ? await ctx.reads.load(categoriesById, row.categoryId) : null;
    return category ? toCategory(category) : null;
  }

  @FieldResolver(() => [User])
  async users(@Root() { row }: PolicyNode, @Ctx() { reads }: Context) {
    const ids = await reads.load(usersOfPolicies, row.id);
    return Promise.all(ids.map((id) => userOn(reads, id)));
  }

  @FieldResolver(() => [Team])
  async teams(@Root() { row }: PolicyNode, @Ctx() { reads }: Context) {
    const ids = await reads.load(teamsOfPolicies, row.id);
    const teams = await Promise.all(ids.map((id) => reads.load(teamsById, id)));
    return teams.filter((team) => team !== null).map(toTeam);
  }
}

@Resolver()
export class ApprovalMutations {
  @Mutation(() => DecideApprovalPayload)
  async decideApproval(
    @Arg('input', () => DecideApprovalInput) input: DecideApprovalInput,
    @Ctx() ctx: Context,
  ): Promise<DecideApprovalPayload> {
    return payload(ctx, await ctx.change({ operation: 'decideApproval', input, run: decideApproval }));
  }

  @Mutation(() => DelegateApprovalPayload)
  async delegateApproval(
    @Arg('input', () => DelegateApprovalInput) input: DelegateApprovalInput,
    @Ctx() ctx: Context,
  ): Promise<DelegateApprovalPayload> {
    return payload(ctx, await ctx.change({ operation: 'delegateApproval', input, run: delegateApproval }));
  }

  @Mutation(() => CreateApprovalPolicyPayload)
  async createApprovalPolicy(
    @Arg('input', () => CreateApprovalPolicyInput) input: CreateApprovalPolicyInput,
    @Ctx() ctx: Context,
  ): Promise<CreateApprovalPolicyPayload> {
    const operation = 'createApprovalPolicy';
    return policyPayload(ctx, await ctx.change({ operation, input, run: createApprovalPolicy }));
  }

  @Mutation(() => UpdateApprovalPolicyPayload)
  async updateApprovalPolicy(
    @Arg('input', () => UpdateApprovalPolicyInput) input: UpdateApprovalPolicyInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateApprovalPolicyPayload> {
    const operation = 'updateApprovalPolicy';
    return policyPayload(ctx, await ctx.change({ operation, input, run: updateApprovalPolicy }));
  }
}

async function payload(ctx: Context, result: Result<{ approvalId: string; ticketId: string }>) {
  const shown = await ticketPayload(ctx, result);
  const approval = result.ok ? await ctx.reads.load(approvalsById, result.value.approvalId) : null;
  return { ...shown, approval: approval ? toApproval(approval) : null };
}

async function policyPayload(ctx: Context, result: Result<{ policyId: string }>) {
  const policy = result.ok ? await ctx.reads.load(policiesById, result.value.policyId) : null;
  const approvalPolicyId = madeId('ApprovalPolicy', result, ({ policyId }) => policyId);
  return {
    approvalPolicy: policy ? toPolicy(policy) : null,
    approvalPolicyId,
    errors: await errorsOf(ctx, result),
  };
}
