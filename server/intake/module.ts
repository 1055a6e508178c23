import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { filterConditions } from '../tickets/data/filter.js';
import { ticketFields } from '../tickets/index.js';
import { RequestFormEntity, TicketTemplateEntity } from './data/entities.js';
import { formFact, requestFormIds } from './data/form-condition.js';
import { toForm, toTemplate } from './data/node.js';
import { formsById, templatesById } from './data/reads.js';
import { intakeEvents, intakeFields } from './events.js';
import { intakeMutations } from './mutations.js';
import {
  FormOfTicketResolver,
  IntakeQueries,
  RequestFormResolver,
  TicketFormResolver,
  TicketTemplateResolver,
} from './resolvers.js';

export default defineModule({
  name: 'intake',
  entities: [RequestFormEntity, TicketTemplateEntity],
  resolvers: [
    IntakeQueries,
    RequestFormResolver,
    TicketTemplateResolver,
    FormOfTicketResolver,
    TicketFormResolver,
  ],
  mutations: intakeMutations,
  events: intakeEvents,
  nodes: {
    RequestForm: node(formsById, toForm),
    TicketTemplate: node(templatesById, toTemplate),
  },
  adds: [
    ticketFields.add({ form: [] }),
    formFact,
    filterConditions.add({ requestFormIds }),
    eventFields.add(intakeFields),
  ],
});
