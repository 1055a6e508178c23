import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { attachmentsById, toAttachment } from '../attachments/index.js';
import { actorOf, userOn } from '../identity/people/index.js';
import {
  Actor,
  Attachment,
  Diagnosis,
  Implementation,
  ProcessStep,
  ResolutionPlan,
  Task,
  Ticket,
  TicketEvent,
  User,
  Verification,
} from '../platform/contract/generated/types.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketRow } from '../tickets/index.js';
import type { ResolutionPlanRow } from './data/entities.js';
import {
  diagnosesById,
  diagnosesOfTickets,
  evidenceOf,
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

@Resolver(() => Ticket)
export class TicketWorkResolver {
  @FieldResolver(() => [ProcessStep])
  steps(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    return ctx.reads.load(stepsOfTickets, row.id);
  }

  @FieldResolver(() => [Diagnosis])
  async diagnoses(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    return (await ctx.reads.load(diagnosesOfTickets, row.id)).map(toDiagnosis);
  }

  @FieldResolver(() => [ResolutionPlan])
  async plans(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    return (await ctx.reads.load(plansOfTickets, row.id)).map(toPlan);
  }

  @FieldResolver(() => [Verification])
  async verifications(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    return (await ctx.reads.load(verificationsOfTickets, row.id)).map(toVerification);
  }
}

@Resolver(() => Diagnosis)
export class DiagnosisResolver {
  @FieldResolver(() => [Attachment])
  evidence(@Root() { row }: DiagnosisNode, @Ctx() ctx: Context) {
    return filesOf(ctx, row.id);
  }

  @FieldResolver(() => Actor)
  by(@Root() { row }: DiagnosisNode, @Ctx() ctx: Context) {
    return by(ctx, row.byUserId, row.byKeyId);
  }
}

@Resolver(() => ResolutionPlan)
export class ResolutionPlanResolver {
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
  @FieldResolver(() => [Attachment])
  attachments(@Root() { row }: VerificationNode, @Ctx() ctx: Context) {
    return filesOf(ctx, row.id);
  }

  @FieldResolver(() => Actor)
  by(@Root() { row }: VerificationNode, @Ctx() ctx: Context) {
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
