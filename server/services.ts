import type { Actor } from './authz/actor.js';
import type { Config } from './config.js';
import type { Database } from './db/database.js';
import type { LiveHub } from './live/hub.js';
import type { Log } from './observability/log.js';
import type { Metrics } from './observability/metrics.js';
import type { ObjectStore } from './storage/object-store.js';

/** What the composition root hands to requests. */
export interface Services {
  config: Config;
  db: Database;
  store: ObjectStore;
  hub: LiveHub;
  log: Log;
  metrics: Metrics;
  /** Who a token belongs to, as of now; null when it does not work (any more). */
  authenticate(token: string): Promise<Actor | null>;
  now(): Date;
  wake(organisationId: string): void;
  /** Whether the database holds demo accounts, whose passwords are public. */
  demo: boolean;
}
