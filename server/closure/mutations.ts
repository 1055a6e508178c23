import type { TicketType } from '../platform/contract/generated/enums.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { byHand, command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketPayload } from '../tickets/payloads.js';
import { reviewTicket } from './commands/review-ticket.js';
import { updateClosurePolicy } from './commands/update-closure-policy.js';
import { policiesOfOrganisations, policyFor } from './data/policies.js';
import { reviewsById } from './data/reads.js';
import { toReview } from './node.js';
import { answerByToken } from './survey-link.js';

export const closureMutations = mutations({
  reviewTicket: command(reviewTicket, reviewPayload),
  // Nobody is signed in: the token of the survey permits it.
  answerSurvey: byHand(async (ctx, input) => {
    const { result, last } = await answerByToken(ctx.services, input, ctx.clientInfo);
    ctx.lastEvent = last;
    return { surveyForm: result.ok ? result.value : null, errors: await errorsOf(ctx, result) };
  }),
  updateClosurePolicy: command(updateClosurePolicy, policyPayload),
});

async function reviewPayload(ctx: Context, result: Result<{ reviewId: string; ticketId: string }>) {
  const review = result.ok ? await ctx.reads.load(reviewsById, result.value.reviewId) : null;
  const reviewId = madeId('Review', result, (made) => made.reviewId);
  return { ...(await ticketPayload(ctx, result)), review: review ? toReview(review) : null, reviewId };
}

async function policyPayload(ctx: Context, result: Result<{ type: TicketType }>) {
  if (!result.ok) return { closurePolicy: null, errors: await errorsOf(ctx, result) };
  const { reads } = ctx;
  const policies = await reads.load(policiesOfOrganisations, reads.organisationId);
  return { closurePolicy: policyFor(policies, result.value.type), errors: [] };
}
