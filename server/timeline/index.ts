export { byWhom, timelineEntries, toEvent } from './node.js';
export {
  snapshotCursor,
  timelineCounts,
  timelineOrder,
  timelinePages,
  visibleNumbers,
} from './reads.js';
