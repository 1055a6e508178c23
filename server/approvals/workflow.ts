import { eventReactions } from '../platform/commands/reactions.js';
import { planApproval } from '../process/index.js';
import { workflowPoint } from '../tickets/index.js';
import { requestApproval } from './commands/request-approval.js';
import { withdrawApproval } from './commands/withdraw-approval.js';
import { undecided } from './rules/undecided.js';

/** The parts of the process that approvals add. */
export const approvalWorkflow = [
  planApproval.add(requestApproval),
  workflowPoint.add({ gates: [undecided] }),
  eventReactions.add(withdrawApproval),
];
