export { type AccessChange, accessChangeOf } from './access-change.js';
export { replayedDays } from './archive.js';
export {
  eventCursor,
  type Position,
  placeOf,
  positionCursor,
  positionOf,
  samePosition,
} from './cursor.js';
export { changed, changedId, type EventRow, type FieldChange, type FilteredEventRow } from './event.js';
export { areKnown, bounds, eventsBehindKnown, headIn, headOf, isKnown, selectedEvent } from './log.js';
