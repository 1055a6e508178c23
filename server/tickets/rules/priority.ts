import type { Impact, Priority, Urgency } from '../../platform/contract/generated/enums.js';

/** The priority, 1 to 4, by impact and then urgency. An organisation can have its own matrix. */
export type PriorityMatrix = Record<Impact, Record<Urgency, number>>;

/** The default matrix (ITIL 4: priority from impact and urgency). */
export const standardMatrix: PriorityMatrix = {
  HIGH: { HIGH: 1, MEDIUM: 2, LOW: 3 },
  MEDIUM: { HIGH: 2, MEDIUM: 3, LOW: 4 },
  LOW: { HIGH: 3, MEDIUM: 4, LOW: 4 },
};

/** The matrix as a list: by impact and then urgency, the highest first. */
export function entriesOf(
  matrix: PriorityMatrix,
): { impact: Impact; urgency: Urgency; priority: Priority }[] {
  const levels = ['HIGH', 'MEDIUM', 'LOW'] as const;
  return levels.flatMap((impact) =>
    levels.map((urgency) => ({ impact, urgency, priority: rankToPriority(matrix[impact][urgency]) })),
  );
}

export interface Prioritised {
  priority: number;
  matrixPriority: number;
  priorityOverrideReason: string | null;
}

/** The priority of a ticket: that of the matrix, unless it is overridden with a reason. */
export function prioritise(
  matrix: PriorityMatrix,
  impact: Impact,
  urgency: Urgency,
  override: { priority: Priority; reason: string } | null,
): Prioritised {
  const matrixPriority = matrix[impact][urgency];
  if (!override) return { priority: matrixPriority, matrixPriority, priorityOverrideReason: null };
  return {
    priority: priorityToRank(override.priority),
    matrixPriority,
    priorityOverrideReason: override.reason,
  };
}

/** `P1` is stored as 1, so that the highest priority sorts first. */
export function priorityToRank(priority: Priority): number {
  return Number(priority.slice(1));
}

/** The name of a stored priority. */
export function rankToPriority(rank: number): Priority {
  return `P${rank}` as Priority;
}
