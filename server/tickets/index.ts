export { type FilterFacts, factsBefore, filterFacts } from './changes.js';
export { moveTo } from './commands/transition.js';
export { TicketEntity, TicketPersonEntity, type TicketRow } from './entities.js';
export { type CheckedFilter, checkedFilter, matchesFilter, type TicketFilter } from './filter.js';
export { type TicketNode, toTicket } from './node.js';
export { can as canTicket, relationsTo, type TicketFacts } from './policy.js';
export { ticketsById } from './reads.js';
export { validateTransitions } from './rules/decide.js';
export { type LoadedTicket, loadTicket, loadTicketFor, touch } from './store.js';
