export {
  createTicket,
  decideNewTicket,
  gatherNewTicket,
} from './commands/create-ticket.js';
export {
  type AroundCreation,
  aroundCreation,
  type CreateTicket,
} from './data/around-creation.js';
export { RequestFormEntity, TicketTemplateEntity } from './data/entities.js';
export { toForm, toTemplate } from './data/node.js';
export { formsById, templatesById } from './data/reads.js';
