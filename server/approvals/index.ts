export { ApprovalEntity, ApprovalPolicyEntity, ApproverEntity } from './data/entities.js';
export { approvalsById, policiesById } from './data/reads.js';
export { toApproval, toPolicy } from './node.js';
export { approvalOverdue, approvalReminder } from './reminders.js';
