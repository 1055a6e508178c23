// Generated from schema/ by `npm run codegen`. Do not edit.

/** The types that have global ids: all that implement `Node`. */
export const nodeTypes = [
  'ApiKey',
  'Approval',
  'ApprovalPolicy',
  'Attachment',
  'Category',
  'Comment',
  'ConfigurationItem',
  'Diagnosis',
  'KnownError',
  'Organisation',
  'Queue',
  'RequestForm',
  'ResolutionPlan',
  'Review',
  'Service',
  'Session',
  'Task',
  'Team',
  'Ticket',
  'TicketEvent',
  'TicketTemplate',
  'User',
  'Verification',
] as const;
export type NodeType = (typeof nodeTypes)[number];
