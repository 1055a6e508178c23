export { toEvent } from './node.js';
export { checkTimeline, snapshotCursor, timelinePages, timelinesOn, visibleNumbers } from './reads.js';
