// Generated from schema/ by `npm run codegen`. Do not edit.

/** The types that have global ids: all that implement `Node`. */
export const nodeTypes = [
  'ApiKey',
  'Approval',
  'ApprovalPolicy',
  'Attachment',
  'Category',
  'Comment',
  'Company',
  'ConfigurationItem',
  'Diagnosis',
  'Integration',
  'KnownError',
  'Organisation',
  'Queue',
  'RequestForm',
  'ResolutionCode',
  'ResolutionPlan',
  'Review',
  'SavedView',
  'Service',
  'Session',
  'Survey',
  'Task',
  'Team',
  'Ticket',
  'TicketEvent',
  'TicketTemplate',
  'User',
  'Verification',
] as const;
export type NodeType = (typeof nodeTypes)[number];
