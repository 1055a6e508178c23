import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  ClosurePolicy,
  Organisation,
  Review,
  ReviewConnection,
  Survey,
  SurveyConnection,
  SurveyForm,
  SurveysArgs,
  Ticket,
  TicketEvent,
  TicketReviewsArgs,
} from '../platform/contract/generated/types.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import { mapConnection, nestedConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkList } from '../platform/kernel/bad-input.js';
import { type TicketRow, ticketsById } from '../tickets/index.js';
import { policiesOfOrganisations } from './data/policies.js';
import { listSurveys, reviewsById, reviewsOfTickets, surveysOfTickets } from './data/reads.js';
import { surveySecrets } from './data/secret.js';
import { type ReviewNode, type SurveyNode, toReview, toSurvey } from './node.js';
import { surveyToken } from './rules/token.js';
import { surveyOfToken } from './survey-link.js';

type OfTicket = { row: TicketRow };

@Resolver()
export class ClosureQueries {
  @Query(() => SurveyForm, { nullable: true })
  surveyForm(@Arg('token', () => String) token: string, @Ctx() ctx: Context): Promise<SurveyForm | null> {
    return surveyOfToken(ctx.services, token, ctx.clientInfo);
  }

  @Query(() => SurveyConnection)
  async surveys(@Args(() => SurveysArgs) args: SurveysArgs, @Ctx() ctx: Context) {
    checkList('filter.scores', args.filter?.scores ?? []);
    return mapConnection(await listSurveys(ctx.reader, args.filter ?? {}, args), toSurvey);
  }
}

@Resolver(() => Ticket)
export class TicketClosingResolver {
  @FieldResolver(() => ReviewConnection)
  reviews(
    @Root() { row }: OfTicket,
    @Args(() => TicketReviewsArgs) args: TicketReviewsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, reviewsOfTickets, row.id, args, info, toReview);
  }

  @FieldResolver(() => Survey, { nullable: true })
  async survey(@Root() { row }: OfTicket, @Ctx() ctx: Context) {
    const found = await ctx.reads.load(surveysOfTickets, row.id);
    return found ? toSurvey(found) : null;
  }
}

@Resolver(() => Review)
export class ReviewResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: ReviewNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => Actor)
  reviewedBy(@Root() { row }: ReviewNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.byUserId ?? null, keyId: row.byKeyId ?? null });
  }
}

@Resolver(() => Survey)
export class SurveyResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: SurveyNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => String, { nullable: true })
  async token(@Root() { row }: SurveyNode, @Ctx() ctx: Context): Promise<string | null> {
    const { actor } = ctx.reads;
    const permitted =
      actor?.kind === 'user'
        ? actor.userId === row.requesterId
        : actor?.kind === 'key' && actor.scopes.includes('SURVEYS_SEND');
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
