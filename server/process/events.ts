import { asIs, ifVisible, known } from '../platform/events/event-fields.js';
import { aboutTicket } from '../platform/events/event-types.js';
import type { TaskField } from './commands/tasks.js';

/** The fields that changes name. */
export const processFields = {
  'Diagnosis.id': ifVisible('Diagnosis'),
  'ResolutionPlan.id': ifVisible('ResolutionPlan'),
  'Implementation.outcome': asIs,
  'ProposedResolution.code': asIs,
  'ProposedResolution.notes': asIs,
  'Verification.id': known('Verification'),
  'Verification.outcome': asIs,
  'Task.id': ifVisible('Task'),
  'Task.state': asIs,
  'Task.note': asIs,
  'Task.assignee': known('User'),
  'Task.title': asIs,
  'Task.description': asIs,
};

/** The events of tasks. Diagnoses, plans, work and verifications are transitions of the ticket. */
export const processEvents = {
  RESOLUTION_PROPOSED: aboutTicket<'ProposedResolution.code' | 'ProposedResolution.notes'>(),
  TASK_COMPLETED: aboutTicket<TaskField>(),
  TASK_SKIPPED: aboutTicket<TaskField>(),
  TASK_ASSIGNED: aboutTicket<TaskField>(),
  TASK_ADDED: aboutTicket<TaskField>(),
  TASK_UPDATED: aboutTicket<TaskField>(),
};

type ProcessEvents = typeof processEvents;
type ProcessFields = typeof processFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends ProcessFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ProcessEvents {}
}

declare module '../tickets/workflow/events.js' {
  interface TransitionFields {
    'Diagnosis.id': unknown;
    'ResolutionPlan.id': unknown;
    'Approval.id': unknown;
    'Approval.approvers': unknown;
    'Implementation.outcome': unknown;
    'Verification.id': unknown;
    'Verification.outcome': unknown;
  }
}
