import type { Diagnosis, ResolutionPlan, Task, Verification } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { DiagnosisRow, ResolutionPlanRow, TaskRow, VerificationRow } from './data/entities.js';

export type DiagnosisNode = Diagnosis & { row: DiagnosisRow };
export type PlanNode = ResolutionPlan & { row: ResolutionPlanRow };
export type TaskNode = Task & { row: TaskRow };
export type VerificationNode = Verification & { row: VerificationRow };

/** The contract's plain fields of a diagnosis. */
export function toDiagnosis(row: DiagnosisRow): DiagnosisNode {
  return {
    __typename: 'Diagnosis',
    row,
    id: toGlobalId('Diagnosis', row.id),
    cycle: row.cycle,
    findings: row.findings,
    rootCause: row.rootCause ?? null,
    rootCauseUnknownReason: row.rootCauseUnknownReason ?? null,
    diagnosedAt: row.occurredAt,
  };
}

/** The contract's plain fields of a plan. */
export function toPlan(row: ResolutionPlanRow): PlanNode {
  const { windowStart: start, windowEnd: end } = row;
  return {
    __typename: 'ResolutionPlan',
    row,
    id: toGlobalId('ResolutionPlan', row.id),
    cycle: row.cycle,
    kind: row.kind,
    summary: row.summary,
    risk: row.risk ?? null,
    rollbackPlan: row.rollbackPlan ?? null,
    window: start && end ? { start, end } : null,
    submittedAt: row.occurredAt,
    withdrawnAt: row.withdrawnAt ?? null,
    withdrawalReason: row.withdrawalReason ?? null,
  };
}

/** The contract's plain fields of a task. */
export function toTask(row: TaskRow): TaskNode {
  return {
    __typename: 'Task',
    row,
    id: toGlobalId('Task', row.id),
    position: row.position,
    title: row.title,
    description: row.description ?? null,
    state: row.state,
    note: row.note ?? null,
    finishedAt: row.finishedAt ?? null,
  };
}

/** The contract's plain fields of a verification. */
export function toVerification(row: VerificationRow): VerificationNode {
  return {
    __typename: 'Verification',
    row,
    id: toGlobalId('Verification', row.id),
    cycle: row.cycle,
    outcome: row.outcome,
    method: row.method,
    evidence: row.evidence ?? null,
    verifiedAt: row.occurredAt,
  };
}
