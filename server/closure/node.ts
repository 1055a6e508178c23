import type { Review, Survey } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { ReviewRow, SurveyRow } from './data/entities.js';

export type ReviewNode = Review & { row: ReviewRow };
export type SurveyNode = Survey & { row: SurveyRow };

/** The contract's plain fields of a review. */
export function toReview(row: ReviewRow): ReviewNode {
  return {
    __typename: 'Review',
    row,
    id: toGlobalId('Review', row.id),
    cycle: row.cycle,
    outcome: row.outcome,
    summary: row.summary,
    lessons: row.lessons ?? null,
    actions: row.actions,
    reviewedAt: row.occurredAt,
  };
}

/** The contract's plain fields of a survey. */
export function toSurvey(row: SurveyRow): SurveyNode {
  return {
    __typename: 'Survey',
    row,
    id: toGlobalId('Survey', row.id),
    sentAt: row.sentAt,
    expiresAt: row.expiresAt,
    answeredAt: row.answeredAt ?? null,
    score: row.score ?? null,
    comment: row.comment ?? null,
  };
}
