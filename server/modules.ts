import { approvals } from './approvals/module.js';
import { attachments } from './attachments/module.js';
import { catalog } from './catalog/module.js';
import { changeCalendar } from './change-calendar/module.js';
import { closure } from './closure/module.js';
import { cmdb } from './cmdb/module.js';
import { comments } from './comments/module.js';
import { identity } from './identity/module.js';
import { intake } from './intake/module.js';
import { links } from './links/module.js';
import { majorIncidents } from './major-incidents/module.js';
import { mergeModules } from './platform/modules/define-module.js';
import { platform } from './platform/modules/platform-module.js';
import { processModule } from './process/module.js';
import { tickets } from './tickets/module.js';
import { timeline } from './timeline/module.js';

/** The capabilities of the server, from low to high. A new one is a line here. */
export const modules = mergeModules([
  platform,
  identity,
  catalog,
  cmdb,
  tickets,
  comments,
  attachments,
  intake,
  links,
  processModule,
  approvals,
  closure,
  timeline,
  majorIncidents,
  changeCalendar,
]);
