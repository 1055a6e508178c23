export { type FilterFacts, factsBefore, filterFacts } from './changes.js';
export { resumeByReply } from './commands/resume-ticket.js';
export { TicketEntity, TicketPersonEntity } from './entities.js';
export { checkedFilter, matchesFilter } from './filter.js';
export { can as canTicket, relationsTo } from './policy.js';
export { ticketsById } from './reads.js';
export { validateTransitions } from './rules/decide.js';
export { type LoadedTicket, loadTicket, touch } from './store.js';
