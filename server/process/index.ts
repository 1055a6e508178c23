export {
  DiagnosisEntity,
  EvidenceEntity,
  ResolutionPlanEntity,
  TaskEntity,
  VerificationEntity,
} from './data/entities.js';
export { begin, presentPlan } from './data/plan.js';
export { planApproval, type RequestApproval } from './data/plan-approval.js';
export { diagnosesById, plansById, tasksById, verificationsById } from './data/reads.js';
export { newRecord } from './data/records.js';
export { toDiagnosis, toPlan, toTask, toVerification } from './node.js';
export type { Window } from './rules/window.js';
