export { ClosurePolicyEntity, ReviewEntity, SurveyEntity } from './data/entities.js';
export { reviewsById } from './data/reads.js';
export { isReviewed, reviewedTickets } from './data/reviewed.js';
export { openSurvey } from './data/surveys.js';
export { toReview } from './node.js';
