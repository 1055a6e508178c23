export {
  decideNewTicket,
  gatherNewTicket,
} from './commands/create-ticket.js';
export {
  type AroundCreation,
  aroundCreation,
  type CreateTicket,
} from './data/around-creation.js';
