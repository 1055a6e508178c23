import { eventReactions } from '../platform/commands/reactions.js';
import type { ApprovalDecision } from '../platform/contract/generated/enums.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { planApproval } from '../process/index.js';
import { type TransitionState, type Viewer, workflowPoint } from '../tickets/index.js';
import { requestApproval } from './commands/request-approval.js';
import { withdrawApproval } from './commands/withdraw-approval.js';
import { undecided } from './rules/undecided.js';

/** What `decideApproval` needs to know: the approval is named only to its approvers. */
function approvalAnd(decision: ApprovalDecision) {
  return ({ approvalId }: TransitionState, { roles }: Viewer) =>
    approvalId && roles.has('APPROVER')
      ? { approvalId: toGlobalId('Approval', approvalId), decision }
      : { decision };
}

/** The parts of the process that approvals add. */
export const approvalWorkflow = [
  planApproval.add(requestApproval),
  workflowPoint.add({
    gates: [undecided],
    arguments: { APPROVE: approvalAnd('APPROVE'), REJECT: approvalAnd('REJECT') },
  }),
  eventReactions.add(withdrawApproval),
];
