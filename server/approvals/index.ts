export { requestApproval } from './commands/request-approval.js';
export { withdrawApproval } from './commands/withdraw-approval.js';
export { ApprovalEntity, ApprovalPolicyEntity, ApproverEntity } from './entities.js';
export { toApproval, toPolicy } from './node.js';
export { approvalsById, policiesById } from './reads.js';
export { approvalOverdue, approvalReminder } from './reminders.js';
