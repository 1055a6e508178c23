import type { ActorReads } from '../actor/actor-reads.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { Database } from '../db/database.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Paced } from '../kernel/pace.js';
import type { Sealer } from '../kernel/seal.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { Waiting } from './waiting.js';

export interface GroupServices {
  db: Pick<Database, 'live'>;
  seals: Sealer;
  extensions: Extensions;
  log: Log;
  metrics: Pick<Metrics, 'pushDelayed'>;
  waiting: Waiting;
}

/** Executes the document of a group for one item. `reads` is null for a position. Resolves with the payload, or null after an error. */
export type Execute = (item: StreamItem, reads: ActorReads | null, turn: Paced) => Promise<string | null>;

/** What all members of a group have in common. */
export interface Common {
  readonly execute: Execute;
  /** What the document weighs. */
  readonly weight: number;
  readonly positionMs: number;
}
