export { runSchedule } from './run-schedule.js';
export type { ScheduledTask } from './scheduled-task.js';
