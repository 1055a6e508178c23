import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';

/** The events of approvals and their policies. Decisions are transitions of the ticket. */
export const approvalEvents = {
  APPROVAL_DELEGATED: aboutTicket<'approval' | 'approver' | 'reason'>(),
  APPROVAL_REMINDED: aboutTicket<'approval' | 'awaitedApprovers'>(),
  APPROVAL_OVERDUE: aboutTicket<'approval' | 'awaitedApprovers'>(),
  APPROVAL_POLICY_CREATED: aboutOrganisation<'approvalPolicy'>(),
  APPROVAL_POLICY_UPDATED: aboutOrganisation<
    'approvalPolicy' | 'name' | 'rule' | 'quorum' | 'dueHours' | 'remindHours' | 'active' | 'users' | 'teams'
  >(),
};

type ApprovalEvents = typeof approvalEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ApprovalEvents {}
}
