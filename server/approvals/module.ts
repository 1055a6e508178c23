import { eventFields, recordEvents } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { awaitedFact, awaitingViewer } from './data/awaiting.js';
import { ApprovalEntity, ApprovalPolicyEntity, ApproverEntity } from './data/entities.js';
import { approvalsById, policiesById } from './data/reads.js';
import { approvalEvents, approvalFields } from './events.js';
import { approvalMutations } from './mutations.js';
import { toApproval, toPolicy } from './node.js';
import { approvalOverdue, approvalReminder } from './reminders.js';
import {
  ApprovalOfEventResolver,
  ApprovalPolicyResolver,
  ApprovalQueries,
  ApprovalResolver,
  ApproverResolver,
  PlanApprovalResolver,
} from './resolvers.js';
import { approvalWorkflow } from './workflow.js';

export default defineModule({
  name: 'approvals',
  entities: [ApprovalEntity, ApproverEntity, ApprovalPolicyEntity],
  resolvers: [
    ApprovalQueries,
    ApprovalOfEventResolver,
    PlanApprovalResolver,
    ApprovalResolver,
    ApproverResolver,
    ApprovalPolicyResolver,
  ],
  mutations: approvalMutations,
  events: approvalEvents,
  adds: [
    ...approvalWorkflow,
    eventFields.add(approvalFields),
    awaitedFact,
    awaitingViewer,
    recordEvents.add(['APPROVAL_DELEGATED', 'APPROVAL_REMINDED', 'APPROVAL_OVERDUE']),
  ],
  nodes: {
    Approval: node(approvalsById, toApproval),
    ApprovalPolicy: node(policiesById, toPolicy),
  },
  schedule: [approvalReminder, approvalOverdue],
});
