import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { attachmentsById, toAttachment } from '../attachments/index.js';
import { actorOf, userOn } from '../identity/people/index.js';
import {
  Actor,
  Attachment,
  Diagnosis,
  DiagnosisConnection,
  Implementation,
  ProcessStep,
  ProposedResolution,
  ResolutionPlan,
  ResolutionPlanConnection,
  Task,
  TaskConnection,
  TasksArgs,
  Ticket,
  TicketDiagnosesArgs,
  TicketEvent,
  TicketPlansArgs,
  TicketVerificationsArgs,
  User,
  Verification,
  VerificationConnection,
} from '../platform/contract/generated/types.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import { mapConnection, nestedConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkIds, checkList } from '../platform/kernel/bad-input.js';
import { type TicketRow, ticketsById } from '../tickets/index.js';
import type { ResolutionPlanRow } from './data/entities.js';
import {
  currentPlansOfTickets,
  diagnosesById,
  diagnosesOfTickets,
  evidenceOf,
  lastPlans,
  listTasks,
  plansById,
  plansOfTickets,
  stepsOfTickets,
  tasksById,
  tasksOfPlans,
  verificationsById,
  verificationsOfTickets,
} from './data/reads.js';
import {
  type DiagnosisNode,
  type PlanNode,
  type TaskNode,
  toDiagnosis,
  toPlan,
  toTask,
  toVerification,
  type VerificationNode,
} from './node.js';

type OfTicket = { row: TicketRow };
type OfEvent = { row: EventRow };

@Resolver()
export class TaskQueries {
  @Query(() => TaskConnection)
  async tasks(@Args(() => TasksArgs) args: TasksArgs, @Ctx() ctx: Context) {
    const { states, assigneeIds, inForce } = args.filter ?? {};
    checkList('filter.states', states ?? []);
    const assignees = assigneeIds && checkIds('filter.assigneeIds', assigneeIds, 'User');
    return mapConnection(
      await listTasks(ctx.reader, { states, assigneeIds: assignees, inForce }, args),
      toTask,
    );
  }
}

@Resolver(() => Ticket)
export class TicketWorkResolver {
  @FieldResolver(() => [ProcessStep])
  steps(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    return ctx.reads.load(stepsOfTickets, row.id);
  }

  @FieldResolver(() => ProposedResolution, { nullable: true })
  async proposedResolution(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    if ((row.heldFrom ?? row.status) !== 'VERIFYING') return null;
    const plan = await ctx.reads.load(lastPlans, row.id);
    if (!plan?.proposedCode || !plan.proposedNotes || !plan.proposedAt) return null;
    return { plan, code: plan.proposedCode, notes: plan.proposedNotes, proposedAt: plan.proposedAt };
  }

  @FieldResolver(() => DiagnosisConnection)
  diagnoses(
    @Root() { row }: OfTicket,
    @Args(() => TicketDiagnosesArgs) args: TicketDiagnosesArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, diagnosesOfTickets, row.id, args, info, toDiagnosis);
  }

  @FieldResolver(() => ResolutionPlanConnection)
  plans(
    @Root() { row }: OfTicket,
    @Args(() => TicketPlansArgs) args: TicketPlansArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, plansOfTickets, row.id, args, info, toPlan);
  }

  @FieldResolver(() => ResolutionPlan, { nullable: true })
  async plan(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    const plan = await ctx.reads.load(currentPlansOfTickets, row.id);
    return plan ? toPlan(plan) : null;
  }

  @FieldResolver(() => VerificationConnection)
  verifications(
    @Root() { row }: OfTicket,
    @Args(() => TicketVerificationsArgs) args: TicketVerificationsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, verificationsOfTickets, row.id, args, info, toVerification);
  }
}

@Resolver(() => ProposedResolution)
export class ProposedResolutionResolver {
  @FieldResolver(() => Actor)
  proposedBy(@Root() { plan }: { plan: ResolutionPlanRow }, @Ctx() ctx: Context) {
    return by(ctx, plan.proposedByUserId, plan.proposedByKeyId);
  }
}

@Resolver(() => Diagnosis)
export class DiagnosisResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: DiagnosisNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => [Attachment])
  evidence(@Root() { row }: DiagnosisNode, @Ctx() ctx: Context) {
    return filesOf(ctx, row.id);
  }

  @FieldResolver(() => Actor)
  diagnosedBy(@Root() { row }: DiagnosisNode, @Ctx() ctx: Context) {
    return by(ctx, row.byUserId, row.byKeyId);
  }
}

@Resolver(() => ResolutionPlan)
export class ResolutionPlanResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: PlanNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => [Task])
  async tasks(@Root() { row }: PlanNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(tasksOfPlans, row.id)).map(toTask);
  }

  @FieldResolver(() => Implementation, { nullable: true })
  implementation(@Root() { row }: PlanNode) {
    if (!row.startedAt) return null;
    return {
      row,
      startedAt: row.startedAt,
      outsideWindowReason: row.outsideWindowReason ?? null,
      completedAt: row.completedAt ?? null,
      outcome: row.outcome ?? null,
      notes: row.notes ?? null,
    };
  }

  @FieldResolver(() => Actor)
  submittedBy(@Root() { row }: PlanNode, @Ctx() ctx: Context) {
    return by(ctx, row.byUserId, row.byKeyId);
  }

  @FieldResolver(() => Actor, { nullable: true })
  withdrawnBy(@Root() { row }: PlanNode, @Ctx() ctx: Context) {
    return row.withdrawnAt ? by(ctx, row.withdrawnByUserId, row.withdrawnByKeyId) : null;
  }
}

@Resolver(() => Implementation)
export class ImplementationResolver {
  @FieldResolver(() => Actor)
  startedBy(@Root() { row }: { row: ResolutionPlanRow }, @Ctx() ctx: Context) {
    return by(ctx, row.startedByUserId, row.startedByKeyId);
  }

  @FieldResolver(() => Actor, { nullable: true })
  completedBy(@Root() { row }: { row: ResolutionPlanRow }, @Ctx() ctx: Context) {
    return row.completedAt ? by(ctx, row.completedByUserId, row.completedByKeyId) : null;
  }
}

@Resolver(() => Task)
export class TaskResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: TaskNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => ResolutionPlan)
  async plan(@Root() { row }: TaskNode, @Ctx() ctx: Context) {
    const plan = await ctx.reads.load(plansById, row.planId);
    return plan ? toPlan(plan) : null;
  }

  @FieldResolver(() => User, { nullable: true })
  assignee(@Root() { row }: TaskNode, @Ctx() ctx: Context) {
    return row.assigneeId ? userOn(ctx.reads, row.assigneeId) : null;
  }

  @FieldResolver(() => Actor, { nullable: true })
  finishedBy(@Root() { row }: TaskNode, @Ctx() ctx: Context) {
    return row.finishedAt ? by(ctx, row.finishedByUserId, row.finishedByKeyId) : null;
  }
}

@Resolver(() => Verification)
export class VerificationResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: VerificationNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => [Attachment])
  attachments(@Root() { row }: VerificationNode, @Ctx() ctx: Context) {
    return filesOf(ctx, row.id);
  }

  @FieldResolver(() => Actor)
  verifiedBy(@Root() { row }: VerificationNode, @Ctx() ctx: Context) {
    return by(ctx, row.byUserId, row.byKeyId);
  }
}

/** Attachments that support a record and that the actor can see. */
async function filesOf({ reads }: Context, recordId: string) {
  const ids = await reads.load(evidenceOf, recordId);
  const files = await Promise.all(ids.map((id) => reads.load(attachmentsById, id)));
  return files.filter((file) => file !== null).map(toAttachment);
}

function by({ reads }: Context, userId: string | null | undefined, keyId: string | null | undefined) {
  return actorOf(reads, { userId: userId ?? null, keyId: keyId ?? null });
}

/** What an event of the process is about. */
@Resolver(() => TicketEvent)
export class WorkOfEventResolver {
  @FieldResolver(() => Diagnosis, { nullable: true })
  async diagnosis(@Root() { row }: OfEvent, @Ctx() ctx: Context) {
    const id = changedId(row, 'Diagnosis.id');
    const diagnosis = id && (await ctx.reads.load(diagnosesById, id));
    return diagnosis ? toDiagnosis(diagnosis) : null;
  }

  @FieldResolver(() => ResolutionPlan, { nullable: true })
  async plan(@Root() { row }: OfEvent, @Ctx() ctx: Context) {
    const id = changedId(row, 'ResolutionPlan.id');
    const plan = id && (await ctx.reads.load(plansById, id));
    return plan ? toPlan(plan) : null;
  }

  @FieldResolver(() => Task, { nullable: true })
  async task(@Root() { row }: OfEvent, @Ctx() ctx: Context) {
    const id = changedId(row, 'Task.id');
    const task = id && (await ctx.reads.load(tasksById, id));
    return task ? toTask(task) : null;
  }

  @FieldResolver(() => Verification, { nullable: true })
  async verification(@Root() { row }: OfEvent, @Ctx() ctx: Context) {
    const id = changedId(row, 'Verification.id');
    const verification = id && (await ctx.reads.load(verificationsById, id));
    return verification ? toVerification(verification) : null;
  }
}
