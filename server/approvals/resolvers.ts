import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
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
  ResolutionPlan,
  Team,
  Ticket,
  TicketEvent,
  User,
} from '../platform/contract/generated/types.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkList } from '../platform/kernel/bad-input.js';
import { currentPlansOfTickets, plansById, toPlan } from '../process/index.js';
import { ticketsById } from '../tickets/index.js';
import {
  approvalsById,
  approvalsOfPlans,
  approversOf,
  listApprovals,
  listPolicies,
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
    checkList('filter.states', args.filter?.states ?? []);
    return mapConnection(await listApprovals(ctx.reader, args.filter ?? {}, args), toApproval);
  }

  @Query(() => ApprovalPolicyConnection)
  async approvalPolicies(@Args(() => ApprovalPoliciesArgs) args: ApprovalPoliciesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listPolicies(ctx.reader, args), toPolicy);
  }
}

@Resolver(() => Ticket)
export class TicketApprovalResolver {
  @FieldResolver(() => Approval, { nullable: true })
  async approval(@Root() { row }: { row: { id: string } }, @Ctx() ctx: Context) {
    const plan = await ctx.reads.load(currentPlansOfTickets, row.id);
    const approval = plan && (await ctx.reads.load(approvalsOfPlans, plan.id));
    return approval ? toApproval(approval) : null;
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
  async viewerCanDecide(@Root() { row }: ApprovalNode, @Ctx() { reads }: Context) {
    const { userId: viewerId } = reads;
    if (row.state !== 'PENDING' || viewerId === null) return false;
    const approvers = await reads.load(approversOf, row.id);
    const ticket = await reads.load(ticketsById, row.ticketId);
    const asked = approvers
      .map(toApprover)
      .some(({ row: { userId }, canDecide }) => userId === viewerId && canDecide);
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

@Resolver(() => TicketEvent)
export class ApprovalOfEventResolver {
  @FieldResolver(() => Approval, { nullable: true })
  async approval(@Root() { row }: { row: EventRow }, @Ctx() ctx: Context) {
    const id = changedId(row, 'Approval.id');
    const approval = id && (await ctx.reads.load(approvalsById, id));
    return approval ? toApproval(approval) : null;
  }
}
