import { Windows } from '../../migrations/2026-11-29-windows.js';
import { defineModule } from '../platform/modules/define-module.js';
import { windowEvents } from './events.js';
import {
  ChangeCalendarEntryResolver,
  ChangeCalendarQueries,
  PlanCollisionsResolver,
  WindowCollisionResolver,
} from './resolvers.js';
import { windowsDue } from './windows-due.js';

export default defineModule({
  name: 'change-calendar',
  migrations: [{ name: '2026-11-29-windows', class: Windows }],
  events: windowEvents,
  schedule: [windowsDue],
  resolvers: [
    ChangeCalendarQueries,
    ChangeCalendarEntryResolver,
    PlanCollisionsResolver,
    WindowCollisionResolver,
  ],
});
