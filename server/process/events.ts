import { aboutTicket } from '../platform/events/event-types.js';
import type { TaskField } from './commands/tasks.js';

/** The events of tasks. Diagnoses, plans, work and verifications are transitions of the ticket. */
export const processEvents = {
  TASK_COMPLETED: aboutTicket<TaskField>(),
  TASK_SKIPPED: aboutTicket<TaskField>(),
  TASK_ASSIGNED: aboutTicket<TaskField>(),
};

type ProcessEvents = typeof processEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ProcessEvents {}
}

declare module '../tickets/workflow/events.js' {
  interface TransitionFields {
    diagnosis: unknown;
    plan: unknown;
    approval: unknown;
    implementationOutcome: unknown;
    verification: unknown;
    verificationOutcome: unknown;
  }
}
