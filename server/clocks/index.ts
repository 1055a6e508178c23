export type { Clock, Due } from './clock.js';
export { runClocks } from './run-clocks.js';
