export { followMerges } from './commands/follow-merges.js';
export { KnownErrorEntity, TicketLinkEntity } from './data/entities.js';
export { knownErrorsById } from './data/reads.js';
export { toKnownError } from './node.js';
