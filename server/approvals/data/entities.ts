import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type {
  ApprovalRule,
  ApprovalState,
  ApproverDecision,
  ApproverObstacle,
  ChangeKind,
  Risk,
  TicketType,
} from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';
import type { AskedAs } from './ability.js';

export const ApprovalEntity = defineEntity({
  name: 'Approval',
  tableName: 'approvals',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    planId: p.uuid(),
    rule: p.text().$type<ApprovalRule>(),
    needed: p.integer(),
    state: p.text().$type<ApprovalState>(),
    requestedAt: p.datetime(3),
    dueAt: p.datetime(3).nullable(),
    remindAt: p.datetime(3).nullable(),
    overdue: p.boolean(),
    decidedAt: p.datetime(3).nullable(),
    teamIds: list(),
  },
});

export const ApproverEntity = defineEntity({
  name: 'Approver',
  tableName: 'approvers',
  properties: {
    organisationId: p.uuid().primary(),
    approvalId: p.uuid().primary(),
    userId: p.uuid().primary(),
    delegatedByUserId: p.uuid().nullable(),
    askedAs: list<AskedAs>(),
    decision: p.text().$type<ApproverDecision>().nullable(),
    reason: p.text().nullable(),
    decidedAt: p.datetime(3).nullable(),
  },
});

export const ApprovalPolicyEntity = defineEntity({
  name: 'ApprovalPolicy',
  tableName: 'approval_policies',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    ticketType: p.text().$type<TicketType>(),
    changeKind: p.text().$type<ChangeKind>().nullable(),
    risk: p.text().$type<Risk>().nullable(),
    categoryId: p.uuid().nullable(),
    rule: p.text().$type<ApprovalRule>(),
    quorum: p.integer().nullable(),
    dueHours: p.integer().nullable(),
    remindHours: p.integer().nullable(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type ApprovalRow = InferEntity<typeof ApprovalEntity>;
export type ApproverRow = InferEntity<typeof ApproverEntity>;
/** With what keeps them from deciding, by their present rights. */
export type ApproverWithObstacle = ApproverRow & { obstacle: ApproverObstacle | null };
export type ApprovalPolicyRow = InferEntity<typeof ApprovalPolicyEntity>;
