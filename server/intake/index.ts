export { RequestFormEntity, TicketTemplateEntity } from './entities.js';
export { type FillingInput, filledIn, keepAnswers } from './filling.js';
export { toForm, toTemplate } from './node.js';
export { formsById, templatesById } from './reads.js';
