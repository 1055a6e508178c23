export {
  type CreationFacts,
  decideCreation,
  decideNewTicket,
  gatherCreation,
  gatherNewTicket,
} from './commands/create-ticket.js';
export {
  type AroundCreation,
  aroundCreation,
} from './data/around-creation.js';
export { toForm } from './data/node.js';
export { formsById } from './data/reads.js';
export { standardChange } from './data/standard-change.js';
