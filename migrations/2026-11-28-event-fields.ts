import { TicketwireMigration } from './migration.js';

const ofTicket = `status subject description errorMessages category subcategory affectedServices affectedServicesUnknown services
  configurationItems affectedUsers affectedUserCount affectedOperations impact urgency priority labels externalReference requester queue
  assignee watchers reassignmentCount reopenCount majorIncident`;

/** The names of fields in the changes of events, and the type and field of the contract that each one is. */
export const names: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ofTicket.split(/\s+/).map((field) => [field, `Ticket.${field}`])),
  priorityOverrideReason: 'PriorityOverride.reason',
  holdReason: 'TicketHold.reason',
  resumeAt: 'TicketHold.resumeAt',
  linkedTicket: 'TicketHold.linkedTicket',
  holdNote: 'TicketHold.note',
  resolutionCode: 'TicketResolution.code',
  resolutionNotes: 'TicketResolution.notes',
  closureSummary: 'TicketClosure.summary',
  documentationUrl: 'TicketClosure.documentationUrl',
  verifiedByRequester: 'TicketClosure.verifiedByRequester',
  cancelReason: 'TicketCancellation.reason',
  duplicateOf: 'TicketCancellation.duplicateOf',
  reason: 'TicketEvent.reason',
  visibility: 'Comment.visibility',
  attachments: 'Attachment.fileName',
  diagnosis: 'Diagnosis.id',
  plan: 'ResolutionPlan.id',
  approval: 'Approval.id',
  implementationOutcome: 'Implementation.outcome',
  verification: 'Verification.id',
  verificationOutcome: 'Verification.outcome',
  task: 'Task.id',
  taskState: 'Task.state',
  taskNote: 'Task.note',
  taskAssignee: 'Task.assignee',
  approver: 'Approver.user',
  awaitedApprovers: 'Approval.approvers',
  review: 'Review.id',
  reviewOutcome: 'Review.outcome',
  surveyExpiresAt: 'Survey.expiresAt',
  surveyScore: 'Survey.score',
  surveyComment: 'Survey.comment',
  relation: 'TicketLink.relation',
  links: 'TicketLink.ticket',
  knownErrors: 'KnownError.id',
  symptoms: 'KnownError.symptoms',
  rootCause: 'KnownError.rootCause',
  workaround: 'KnownError.workaround',
  publicWorkaround: 'KnownError.publicWorkaround',
  form: 'RequestForm.id',
  template: 'TicketTemplate.id',
  lead: 'MajorIncident.lead',
  updateEveryMinutes: 'MajorIncident.updateEveryMinutes',
  nextUpdateDueAt: 'MajorIncident.nextUpdateDueAt',
  endSummary: 'MajorIncident.endSummary',
};

/** Replaces names of fields in the changes of events about tickets. Others stay as they are. */
function renaming(to: Readonly<Record<string, string>>): string {
  const map = `'${JSON.stringify(to)}'::jsonb`;
  return `update events set changes = (
      select jsonb_agg(jsonb_set(change, '{field}', coalesce(${map} -> (change ->> 'field'), change -> 'field')) order by i)
      from jsonb_array_elements(changes) with ordinality as each (change, i))
    where ticket_id is not null and changes <> '[]'`;
}

/** Gives the fields of stored changes the names that they have now. */
export const renameFields = renaming(names);

/** A change of an event names its field as the contract does: with its type, `TicketHold.reason` for `holdReason`. */
export class EventFields extends TicketwireMigration {
  override up(): void {
    this.addSql(renameFields);
  }

  override down(): void {
    this.addSql(renaming(Object.fromEntries(Object.entries(names).map(([old, name]) => [name, old]))));
  }
}
