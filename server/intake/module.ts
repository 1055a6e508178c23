import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { RequestFormEntity, TicketTemplateEntity } from './data/entities.js';
import { formsById, templatesById } from './data/reads.js';
import { IntakeMutations } from './mutations.js';
import { toForm, toTemplate } from './node.js';
import {
  FormOfTicketResolver,
  IntakeQueries,
  RequestFormResolver,
  TicketFormResolver,
  TicketTemplateResolver,
} from './resolvers.js';

export const intake = defineModule({
  name: 'intake',
  entities: [RequestFormEntity, TicketTemplateEntity],
  resolvers: [
    IntakeQueries,
    RequestFormResolver,
    TicketTemplateResolver,
    FormOfTicketResolver,
    TicketFormResolver,
    IntakeMutations,
  ],
  nodes: {
    RequestForm: node(formsById, toForm),
    TicketTemplate: node(templatesById, toTemplate),
  },
});
