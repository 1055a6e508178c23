import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ApprovalEntity, ApprovalPolicyEntity, ApproverEntity } from './data/entities.js';
import { approvalsById, policiesById } from './data/reads.js';
import { toApproval, toPolicy } from './node.js';
import { approvalOverdue, approvalReminder } from './reminders.js';
import {
  ApprovalMutations,
  ApprovalPolicyResolver,
  ApprovalQueries,
  ApprovalResolver,
  ApproverResolver,
  PlanApprovalResolver,
} from './resolvers.js';

export const approvals = defineModule({
  name: 'approvals',
  entities: [ApprovalEntity, ApproverEntity, ApprovalPolicyEntity],
  resolvers: [
    ApprovalQueries,
    PlanApprovalResolver,
    ApprovalResolver,
    ApproverResolver,
    ApprovalPolicyResolver,
    ApprovalMutations,
  ],
  nodes: {
    Approval: node(approvalsById, toApproval),
    ApprovalPolicy: node(policiesById, toPolicy),
  },
  schedule: [approvalReminder, approvalOverdue],
});
