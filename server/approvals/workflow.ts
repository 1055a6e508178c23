import { eventReactions } from '../platform/commands/reactions.js';
import type { ApprovalDecision } from '../platform/contract/generated/enums.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { planApproval } from '../process/index.js';
import { type TransitionState, transitionFact, type Viewer, workflowPoint } from '../tickets/index.js';
import { endApprovals, resumeApprovals } from './commands/end-approvals.js';
import { removeApprover } from './commands/remove-approver.js';
import { requestApproval } from './commands/request-approval.js';
import { approvalProgress } from './data/progress.js';
import { undecided } from './rules/undecided.js';

declare module '../tickets/workflow/transition-state.js' {
  interface TransitionState {
    /** The pending approval of its plan. */
    approvalId?: string | null | undefined;
    /** Whether the user who asks has decided about its plan. */
    hasDecided?: boolean | undefined;
  }
}

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
    facts: {
      approvalProgress: transitionFact({
        about: ['APPROVE', 'REJECT'],
        rows: approvalProgress,
        state: (row, userId) => ({
          approvalId: row?.approvalId ?? null,
          approvers: row?.approvers ?? [],
          hasDecided: userId !== null && row?.decided.includes(userId) === true,
        }),
      }),
    },
    gates: [undecided],
    arguments: { APPROVE: approvalAnd('APPROVE'), REJECT: approvalAnd('REJECT') },
  }),
  eventReactions.add(endApprovals),
  eventReactions.add(resumeApprovals),
  eventReactions.add(removeApprover),
];
