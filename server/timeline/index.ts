export { followedTicket } from './followed-ticket.js';
export { toEvent } from './node.js';
export {
  timelineCursor,
  timelinePages,
  visibleEventsAmong,
  visibleEventsSince,
  visibleNumbers,
} from './reads.js';
export { between, queueTopic, topicsOf } from './ticket-stream.js';
