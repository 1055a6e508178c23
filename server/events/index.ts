export { eventCursor, eventNumber } from './cursor.js';
export type { EventRow, FieldChange, NewEvent } from './event.js';
export { bounds, eventsBehind } from './log.js';
export { type EventNode, timelineEntries, toEvent } from './node.js';
export {
  snapshotCursor,
  snapshotPosition,
  timelineCounts,
  timelineOrder,
  timelinePages,
  visibleNumbers,
} from './reads.js';
