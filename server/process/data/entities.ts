import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type {
  ImplementationOutcome,
  PlanKind,
  Risk,
  TaskState,
  VerificationMethod,
  VerificationOutcome,
} from '../../platform/contract/generated/enums.js';

/** Who made a record, and when. */
const made = {
  byUserId: p.uuid().nullable(),
  byKeyId: p.uuid().nullable(),
  recordedAt: p.datetime(3),
  occurredAt: p.datetime(3),
};

export const DiagnosisEntity = defineEntity({
  name: 'Diagnosis',
  tableName: 'diagnoses',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    cycle: p.integer(),
    findings: p.text(),
    rootCause: p.text().nullable(),
    rootCauseUnknownReason: p.text().nullable(),
    ...made,
  },
});

export const ResolutionPlanEntity = defineEntity({
  name: 'ResolutionPlan',
  tableName: 'resolution_plans',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    cycle: p.integer(),
    kind: p.text().$type<PlanKind>(),
    summary: p.text(),
    risk: p.text().$type<Risk>().nullable(),
    rollbackPlan: p.text().nullable(),
    windowStart: p.datetime(3).nullable(),
    windowEnd: p.datetime(3).nullable(),
    ...made,
    keyMakerId: p.uuid().nullable(),
    withdrawnAt: p.datetime(3).nullable(),
    withdrawnByUserId: p.uuid().nullable(),
    withdrawnByKeyId: p.uuid().nullable(),
    withdrawalReason: p.text().nullable(),
    startedAt: p.datetime(3).nullable(),
    startedByUserId: p.uuid().nullable(),
    startedByKeyId: p.uuid().nullable(),
    outsideWindowReason: p.text().nullable(),
    completedAt: p.datetime(3).nullable(),
    completedByUserId: p.uuid().nullable(),
    completedByKeyId: p.uuid().nullable(),
    outcome: p.text().$type<ImplementationOutcome>().nullable(),
    notes: p.text().nullable(),
    proposedCode: p.text().nullable(),
    proposedNotes: p.text().nullable(),
    proposedAt: p.datetime(3).nullable(),
    proposedByUserId: p.uuid().nullable(),
    proposedByKeyId: p.uuid().nullable(),
  },
});

export const TaskEntity = defineEntity({
  name: 'Task',
  tableName: 'tasks',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    planId: p.uuid(),
    position: p.integer(),
    title: p.text(),
    description: p.text().nullable(),
    assigneeId: p.uuid().nullable(),
    state: p.text().$type<TaskState>(),
    note: p.text().nullable(),
    finishedAt: p.datetime(3).nullable(),
    finishedByUserId: p.uuid().nullable(),
    finishedByKeyId: p.uuid().nullable(),
  },
});

export const VerificationEntity = defineEntity({
  name: 'Verification',
  tableName: 'verifications',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    cycle: p.integer(),
    outcome: p.text().$type<VerificationOutcome>(),
    method: p.text().$type<VerificationMethod>(),
    evidence: p.text().nullable(),
    ...made,
  },
});

export const EvidenceEntity = defineEntity({
  name: 'Evidence',
  tableName: 'evidence',
  properties: {
    organisationId: p.uuid().primary(),
    recordId: p.uuid().primary(),
    attachmentId: p.uuid().primary(),
  },
});

export type DiagnosisRow = InferEntity<typeof DiagnosisEntity>;
export type ResolutionPlanRow = InferEntity<typeof ResolutionPlanEntity>;
export type TaskRow = InferEntity<typeof TaskEntity>;
export type VerificationRow = InferEntity<typeof VerificationEntity>;
