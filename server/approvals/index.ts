export { requestApproval } from './commands/request-approval.js';
export { ApprovalEntity, ApproverEntity } from './entities.js';
