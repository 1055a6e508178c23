export { begin, presentPlan } from './data/plan.js';
export { planApproval } from './data/plan-approval.js';
export { plansById } from './data/reads.js';
export { newRecord } from './data/records.js';
export { toPlan } from './node.js';
export type { Window } from './rules/window.js';
