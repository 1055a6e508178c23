export { LogTasks } from './log-tasks.js';
export { runSchedule } from './run-schedule.js';
export type { ScheduledTask } from './scheduled-task.js';
export { Soon } from './soon.js';
