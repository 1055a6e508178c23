import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  ClosurePolicy,
  Organisation,
  Review,
  Survey,
  SurveyForm,
  Ticket,
  TicketEvent,
} from '../platform/contract/generated/types.js';
import { DateTimeScalar } from '../platform/contract/scalars.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import type { Context } from '../platform/graphql/context.js';
import { type TicketRow } from '../tickets/index.js';
import { policiesOfOrganisations, policyFor } from './data/policies.js';
import { reviewsById, reviewsOfTickets, surveysOfTickets } from './data/reads.js';
import { reviewedTickets } from './data/reviewed.js';
import { surveySecrets } from './data/secret.js';
import { type ReviewNode, type SurveyNode, toReview, toSurvey } from './node.js';
import { autoCloseAt } from './rules/quiet.js';
import { needsReview } from './rules/review.js';
import { surveyToken } from './rules/token.js';
import { surveyOfToken } from './survey-link.js';

type OfTicket = { row: TicketRow };

@Resolver()
export class ClosureQueries {
  @Query(() => SurveyForm, { nullable: true })
  survey(@Arg('token', () => String) token: string, @Ctx() ctx: Context): Promise<SurveyForm | null> {
    return surveyOfToken(ctx.services, token, ctx.clientInfo);
  }
}

@Resolver(() => Ticket)
export class TicketClosingResolver {
  @FieldResolver(() => [Review])
  async reviews(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    return (await ctx.reads.load(reviewsOfTickets, row.id)).map(toReview);
  }

  @FieldResolver(() => Survey, { nullable: true })
  async survey(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    const found = await ctx.reads.load(surveysOfTickets, row.id);
    return found ? toSurvey(found) : null;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  async autoCloseAt(@Root() { row }: OfTicket, @Ctx() ctx: Context): Promise<Date | null> {
    if (row.status !== 'RESOLVED') return null;
    const { reads } = ctx;
    const [policies, reviewed] = await Promise.all([
      reads.load(policiesOfOrganisations, reads.organisationId),
      needsReview(row) ? reads.load(reviewedTickets, row.id) : true,
    ]);
    return autoCloseAt(row, policyFor(policies, row.type), !reviewed);
  }
}

@Resolver(() => Review)
export class ReviewResolver {
  @FieldResolver(() => Actor)
  by(@Root() { row }: ReviewNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.byUserId ?? null, keyId: row.byKeyId ?? null });
  }
}

@Resolver(() => Survey)
export class SurveyResolver {
  @FieldResolver(() => String, { nullable: true })
  async token(@Root() { row }: SurveyNode, @Ctx() ctx: Context): Promise<string | null> {
    const { actor } = ctx.reads;
    const permitted =
      actor.kind === 'user'
        ? actor.userId === row.requesterId
        : actor.kind === 'key' && actor.scopes.includes('SURVEYS_SEND');
    if (!permitted || row.answeredAt || row.expiresAt <= ctx.services.now()) return null;
    const { organisationId, id: surveyId, expiresAt } = row;
    const secret = await ctx.reads.load(surveySecrets, 'SURVEY');
    return surveyToken({ organisationId, surveyId, expiresAt }, secret);
  }
}

@Resolver(() => Organisation)
export class OrganisationClosureResolver {
  @FieldResolver(() => [ClosurePolicy])
  async closurePolicies(@Ctx() ctx: Context): Promise<ClosurePolicy[]> {
    const { reads } = ctx;
    return (await reads.load(policiesOfOrganisations, reads.organisationId)) ?? [];
  }
}

@Resolver(() => TicketEvent)
export class ReviewOfEventResolver {
  @FieldResolver(() => Review, { nullable: true })
  async review(@Root() { row }: { row: EventRow }, @Ctx() ctx: Context) {
    const id = changedId(row, 'Review.id');
    const review = id && (await ctx.reads.load(reviewsById, id));
    return review ? toReview(review) : null;
  }
}
