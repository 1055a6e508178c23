export { eventCursor, eventNumber } from './cursor.js';
export type { EventRow, FieldChange, FilteredEventRow } from './event.js';
export { bounds, eventsBehind, selectedEvent } from './log.js';
