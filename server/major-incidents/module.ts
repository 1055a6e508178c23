import { continuedWorks } from '../platform/commands/continuation.js';
import { eventFields } from '../platform/events/event-fields.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { otherChildren } from './commands/inform-children.js';
import { MajorIncidentEntity, MajorIncidentUpdateEntity } from './data/entities.js';
import { majorIncidentEvents, majorIncidentFields } from './events.js';
import { majorIncidentMutations } from './mutations.js';
import { MajorIncidentQueries, MajorIncidentResolver, MajorTicketResolver } from './resolvers.js';
import { majorIncidentUpdateDue } from './update-due.js';

export default defineModule({
  name: 'major-incidents',
  entities: [MajorIncidentEntity, MajorIncidentUpdateEntity],
  resolvers: [MajorIncidentQueries, MajorTicketResolver, MajorIncidentResolver],
  mutations: majorIncidentMutations,
  events: majorIncidentEvents,
  schedule: [majorIncidentUpdateDue],
  adds: [
    continuedWorks.add(otherChildren),
    ticketFields.add({ majorIncident: [], parentUpdates: [] }),
    eventFields.add(majorIncidentFields),
  ],
});
