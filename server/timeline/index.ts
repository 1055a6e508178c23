export { toEvent } from './node.js';
export { timelinePages, visibleNumbers } from './reads.js';
