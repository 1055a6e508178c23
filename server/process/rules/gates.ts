import type { ChangeKind } from '../../platform/contract/generated/enums.js';
import type { Gate } from '../../tickets/workflow/decide.js';
import type { TransitionState } from '../../tickets/workflow/transition-state.js';

/** An implementation is complete when no task is open. */
export const tasksFinished: Gate = {
  name: 'TASKS_FINISHED',
  transitions: ['COMPLETE_IMPLEMENTATION'],
  check: ({ openTasks = 0 }) =>
    // The number is not shown, because not everyone can see the plan.
    openTasks > 0
      ? { code: 'OPEN_TASKS', message: 'There are tasks that are neither done nor skipped.' }
      : null,
};

/** Whether a change always needs approval. For other tickets a policy decides. */
export function needsApproval(changeKind: ChangeKind | null | undefined): boolean {
  return changeKind === 'NORMAL' || changeKind === 'EMERGENCY';
}

export function likelyAfterPlan({ changeKind }: TransitionState) {
  return needsApproval(changeKind) ? 'AWAITING_APPROVAL' : 'IMPLEMENTING';
}

export function likelyAfterApproval({ window }: TransitionState) {
  return window ? 'SCHEDULED' : 'IMPLEMENTING';
}
