export { RequestFormEntity, TicketTemplateEntity } from './data/entities.js';
export { formsById, templatesById } from './data/reads.js';
export { type FillingInput, filledIn, keepAnswers } from './filling.js';
export { toForm, toTemplate } from './node.js';
