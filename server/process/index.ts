export {
  DiagnosisEntity,
  EvidenceEntity,
  ResolutionPlanEntity,
  type Risk,
  TaskEntity,
  VerificationEntity,
} from './entities.js';
export { skipOpenTasks, verifyByClosing } from './fast-track.js';
export { toDiagnosis, toPlan, toTask, toVerification } from './node.js';
export { begin, presentPlan } from './plan.js';
export { diagnosesById, plansById, tasksById, verificationsById } from './reads.js';
export { newRecord } from './records.js';
export type { Window } from './rules/window.js';
export { type Work, workOf, worksOf } from './work.js';
