import { mergeModules } from './platform/modules/define-module.js';

/** The modules of the server, from low to high. A new module is one line here. */
const list = [
  import('./platform/modules/platform-module.js'),
  import('./identity/module.js'),
  import('./catalog/module.js'),
  import('./cmdb/module.js'),
  import('./resolution-codes/module.js'),
  import('./tickets/module.js'),
  import('./companies/module.js'),
  import('./comments/module.js'),
  import('./attachments/module.js'),
  import('./intake/module.js'),
  import('./links/module.js'),
  import('./process/module.js'),
  import('./approvals/module.js'),
  import('./closure/module.js'),
  import('./timeline/module.js'),
  import('./queue-counters/module.js'),
  import('./read-marks/module.js'),
  import('./presence/module.js'),
  import('./major-incidents/module.js'),
  import('./change-calendar/module.js'),
  import('./views/module.js'),
];

export const modules = mergeModules((await Promise.all(list)).map((loaded) => loaded.default));
