export type { Clock } from './clock.js';
export { runClocks } from './run-clocks.js';
