import { Plans } from '../../migrations/2026-11-28-plans.js';
import { eventFields, recordEvents } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { awaitedFact, awaitingViewer } from './data/awaiting.js';
import { ApprovalEntity, ApprovalPolicyEntity, ApproverEntity } from './data/entities.js';
import { approvalsById, policiesById } from './data/reads.js';
import { approvalEvents, approvalFields } from './events.js';
import { heldApprovals } from './held-approvals.js';
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
  TicketApprovalResolver,
} from './resolvers.js';
import { approvalWorkflow } from './workflow.js';

export default defineModule({
  name: 'approvals',
  migrations: [{ name: '2026-11-28-plans', class: Plans }],
  entities: [ApprovalEntity, ApproverEntity, ApprovalPolicyEntity],
  resolvers: [
    ApprovalQueries,
    ApprovalOfEventResolver,
    PlanApprovalResolver,
    TicketApprovalResolver,
    ApprovalResolver,
    ApproverResolver,
    ApprovalPolicyResolver,
  ],
  mutations: approvalMutations,
  events: approvalEvents,
  adds: [
    heldApprovals,
    ...approvalWorkflow,
    eventFields.add(approvalFields),
    ticketFields.add({ approval: [] }),
    awaitedFact,
    awaitingViewer,
    recordEvents.add(['APPROVAL_DELEGATED', 'APPROVAL_REMINDED', 'APPROVAL_OVERDUE', 'APPROVERS_REMOVED']),
  ],
  nodes: {
    Approval: node(approvalsById, toApproval),
    ApprovalPolicy: node(policiesById, toPolicy),
  },
  schedule: [approvalReminder, approvalOverdue],
});
