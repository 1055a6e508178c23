export { ClosurePolicyEntity, ReviewEntity, SurveyEntity } from './entities.js';
export { toReview } from './node.js';
export { reviewsById } from './reads.js';
export { isReviewed, reviewedTickets } from './reviewed.js';
export { openSurvey } from './surveys.js';
