import type { ChangeKind, TicketStatus, TicketType } from '../../platform/contract/generated/enums.js';

/** The facts for a decision about a transition. */
export interface TransitionState {
  type: TicketType;
  status: TicketStatus;
  heldFrom?: TicketStatus | null | undefined;
  /** The status before it was merged into another ticket. */
  mergedFrom?: TicketStatus | null | undefined;
  changeKind?: ChangeKind | null | undefined;
  majorIncident?: boolean | undefined;
  hasCategory?: boolean | undefined;
  /** Whether it has affected services, by name or of the catalogue. */
  hasServiceNames?: boolean | undefined;
  hasServices?: boolean | undefined;
  hasAssignee?: boolean | undefined;
  /** The users who are asked to approve its plan, and can. */
  approvers?: readonly string[] | undefined;
  /** The users who answer for its plan. */
  submitters?: readonly string[] | undefined;
}
