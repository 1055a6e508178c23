export {
  decideNewTicket,
  gatherNewTicket,
} from './commands/create-ticket.js';
export {
  type AroundCreation,
  aroundCreation,
} from './data/around-creation.js';
export { standardChange } from './data/standard-change.js';
