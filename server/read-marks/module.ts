import { ReadMarks } from '../../migrations/2026-11-28-read-marks.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { readMarkMutations } from './mutations.js';
import { ReadMarkResolver } from './resolvers.js';

export default defineModule({
  name: 'read marks',
  migrations: [{ name: '2026-11-28-read-marks', class: ReadMarks }],
  resolvers: [ReadMarkResolver],
  mutations: readMarkMutations,
  adds: [
    ticketFields.add({ viewerReadCursor: [], viewerHasUnread: [] }),
    rowsWithoutEvents.add({ read_marks: 'COME_AND_GO' }),
  ],
});
