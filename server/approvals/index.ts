export { approvalOverdue, approvalReminder } from './reminders.js';
