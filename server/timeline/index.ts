export { followedTicket } from './followed-ticket.js';
export { toEvent } from './node.js';
export {
  eventsByCursor,
  snapshotCursor,
  timelineCursor,
  timelinePages,
  visibleEventsAmong,
  visibleEventsSince,
  visibleNumbers,
} from './reads.js';
export { between, queueTopic, topicsOf } from './ticket-stream.js';
export { eventsVisibleToMe, joined as joinedEvents, visibleEvents } from './visible-events.js';
