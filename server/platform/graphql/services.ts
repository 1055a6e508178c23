import type { AccessRecorder } from '../actor/access-recorder.js';
import type { Authenticator } from '../actor/authenticator.js';
import type { DemoAccounts } from '../actor/demo-accounts.js';
import type { Config } from '../config/config.js';
import type { Database } from '../db/database.js';
import type { Seals } from '../db/seals.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Groups } from '../live/groups.js';
import type { Hints } from '../live/hints/hints.js';
import type { LiveHub } from '../live/hub.js';
import type { Waiting } from '../live/waiting.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { OperationBudget } from './operation-budget.js';

/** The services that the composition root passes to requests. */
export interface Services {
  config: Config;
  db: Database;
  /** The additions of the modules to each other. */
  extensions: Extensions;
  /** Seals the cursors of the event log. */
  seals: Seals;
  store: ObjectStore;
  hub: LiveHub;
  /** The equal subscriptions. */
  groups: Groups;
  /** What waits to be sent to the subscriptions of each account. */
  waiting: Waiting;
  /** Says to all servers that something changed. */
  hints: Hints;
  log: Log;
  metrics: Metrics;
  /** Limits how much runs at once. */
  budget: OperationBudget;
  /** Authenticates requests. */
  authn: Authenticator;
  /** Records accesses and refusals. */
  access: AccessRecorder;
  /** The URL at which people reach this server, without a slash at the end. */
  publicUrl(): string;
  now(): Date;
  wake(organisationId: string): void;
  /** Whether there are demo accounts, and whether they have the public password or that of `DEMO_PASSWORD`. */
  demo: DemoAccounts;
}
