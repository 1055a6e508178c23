export { begun, foundPlan, lastPlan, updatePlan } from './data/plan.js';
export { type PlanApproval, planApproval } from './data/plan-approval.js';
export { currentPlansOfTickets, planIsInForce, plansById } from './data/reads.js';
export { newRecord } from './data/records.js';
export { toPlan } from './node.js';
export type { Window } from './rules/window.js';
