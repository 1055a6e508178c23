export { createTicketOrFollowUp } from './commands/create-follow-up.js';
export { followMerges } from './commands/follow-merges.js';
export { KnownErrorEntity, TicketLinkEntity } from './entities.js';
export { toKnownError } from './node.js';
export { knownErrorsById } from './reads.js';
