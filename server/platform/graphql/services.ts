import type { Config } from '../config/config.js';
import type { Database } from '../db/database.js';
import type { Seals } from '../db/seals.js';
import type { Extensions } from '../extensions/extensions.js';
import type { LiveHub } from '../live/hub.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { AccessRecorder } from '../viewer/access-recorder.js';
import type { Authenticator } from '../viewer/authenticator.js';
import type { DemoAccounts } from '../viewer/demo-accounts.js';
import type { OperationBudget } from './operation-budget.js';

/** What the composition root hands to requests. */
export interface Services {
  config: Config;
  db: Database;
  /** What the modules add to each other. */
  extensions: Extensions;
  /** What cursors of the log are sealed with. */
  seals: Seals;
  store: ObjectStore;
  hub: LiveHub;
  log: Log;
  metrics: Metrics;
  /** How much may run at once. */
  budget: OperationBudget;
  /** Who it is. */
  authn: Authenticator;
  /** Who came in and what was refused. */
  access: AccessRecorder;
  now(): Date;
  wake(organisationId: string): void;
  /** Whether there are demo accounts, and whether they have their public password or that of `DEMO_PASSWORD`. */
  demo: DemoAccounts;
}
