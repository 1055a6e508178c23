import { ifVisible, known, toReaders } from '../platform/events/event-fields.js';
import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const approvalFields = {
  'Approval.id': ifVisible('Approval'),
  'Approval.approvers': toReaders,
  'Approver.user': known('User'),
};

/** The events of approvals and their policies. Decisions are transitions of the ticket. */
export const approvalEvents = {
  APPROVAL_DELEGATED: aboutTicket<'Approval.id' | 'Approver.user' | 'TicketEvent.reason'>(),
  APPROVAL_REMINDED: aboutTicket<'Approval.id' | 'Approval.approvers'>(),
  APPROVAL_OVERDUE: aboutTicket<'Approval.id' | 'Approval.approvers'>(),
  APPROVERS_REMOVED: aboutTicket<'Approval.id' | 'Approval.approvers'>(),
  APPROVAL_POLICY_CREATED: aboutOrganisation<'approvalPolicy'>(),
  APPROVAL_POLICY_UPDATED: aboutOrganisation<
    'approvalPolicy' | 'name' | 'rule' | 'quorum' | 'dueHours' | 'remindHours' | 'active' | 'users' | 'teams'
  >(),
};

type ApprovalEvents = typeof approvalEvents;
type ApprovalFields = typeof approvalFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends ApprovalFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ApprovalEvents {}
}
