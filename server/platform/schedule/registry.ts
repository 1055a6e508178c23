import { approvalOverdue, approvalReminder } from '../../approvals/index.js';
import { autoClose } from '../../closure/auto-close.js';
import { majorIncidentUpdateDue } from '../../major-incidents/index.js';
import type { ScheduledTask } from './scheduled-task.js';

/** Every step that time takes. A new one is a line here. */
export const scheduledTasks: readonly ScheduledTask[] = [
  approvalReminder,
  approvalOverdue,
  autoClose,
  majorIncidentUpdateDue,
];
