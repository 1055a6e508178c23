import { defineModule } from '../platform/modules/define-module.js';
import {
  ChangeCalendarEntryResolver,
  ChangeCalendarQueries,
  PlanCollisionsResolver,
  WindowCollisionResolver,
} from './resolvers.js';

export default defineModule({
  name: 'change-calendar',
  resolvers: [
    ChangeCalendarQueries,
    ChangeCalendarEntryResolver,
    PlanCollisionsResolver,
    WindowCollisionResolver,
  ],
});
