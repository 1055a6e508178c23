export { toEvent } from './node.js';
export { snapshotCursor, timelineOrder, timelinePages, timelinesOn, visibleNumbers } from './reads.js';
