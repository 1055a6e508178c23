import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  AnswerSurveyInput,
  AnswerSurveyPayload,
  ReviewTicketInput,
  ReviewTicketPayload,
  UpdateClosurePolicyInput,
  UpdateClosurePolicyPayload,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { ticketPayload } from '../tickets/payloads.js';
import { reviewTicket } from './commands/review-ticket.js';
import { updateClosurePolicy } from './commands/update-closure-policy.js';
import { policiesOfOrganisations, policyFor } from './data/policies.js';
import { reviewsById } from './data/reads.js';
import { toReview } from './node.js';
import { answerByToken } from './survey-link.js';

@Resolver()
export class ClosureMutations {
  @Mutation(() => ReviewTicketPayload)
  async reviewTicket(
    @Arg('input', () => ReviewTicketInput) input: ReviewTicketInput,
    @Ctx() ctx: Context,
  ): Promise<ReviewTicketPayload> {
    const result = await ctx.change({ operation: 'reviewTicket', input, run: reviewTicket });
    const review = result.ok ? await ctx.reads.load(reviewsById, result.value.reviewId) : null;
    const reviewId = madeId('Review', result, (made) => made.reviewId);
    return { ...(await ticketPayload(ctx, result)), review: review ? toReview(review) : null, reviewId };
  }

  @Mutation(() => AnswerSurveyPayload)
  async answerSurvey(
    @Arg('input', () => AnswerSurveyInput) input: AnswerSurveyInput,
    @Ctx() ctx: Context,
  ): Promise<AnswerSurveyPayload> {
    const result = await answerByToken(ctx.services, input, ctx.clientInfo);
    return { survey: result.ok ? result.value : null, errors: await errorsOf(ctx, result) };
  }

  @Mutation(() => UpdateClosurePolicyPayload)
  async updateClosurePolicy(
    @Arg('input', () => UpdateClosurePolicyInput) input: UpdateClosurePolicyInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateClosurePolicyPayload> {
    const result = await ctx.change({ operation: 'updateClosurePolicy', input, run: updateClosurePolicy });
    if (!result.ok) return { policy: null, errors: await errorsOf(ctx, result) };
    const { reads } = ctx;
    const policies = await reads.load(policiesOfOrganisations, reads.organisationId);
    return { policy: policyFor(policies, result.value.type), errors: [] };
  }
}
