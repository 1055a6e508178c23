export { aroundCreation } from './around-creation.js';
export { type CreateTicket, createTicket } from './commands/create-ticket.js';
export { RequestFormEntity, TicketTemplateEntity } from './data/entities.js';
export { toForm, toTemplate } from './data/node.js';
export { formsById, templatesById } from './data/reads.js';
