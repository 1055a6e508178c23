import { type Scope, scopeOf } from '../../tickets/data/visibility.js';
import type { FairConnections } from '../db/fair-connections.js';
import { type Pause, ReadSession } from '../db/read-session.js';
import type { Sealer } from '../kernel/seal.js';
import { type Actor, askerOf } from './actor.js';

/** What one viewer reads in one operation: the snapshot, what they may see of it, and what cursors are sealed with. */
export class ViewerReads extends ReadSession {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly seals: Sealer;

  constructor(
    { db, seals }: { db: { connections: FairConnections }; seals: Sealer },
    actor: Actor,
    pause?: Pause,
  ) {
    super(db.connections.of(askerOf(actor)), actor.organisationId, pause);
    this.actor = actor;
    this.scope = scopeOf(actor);
    this.seals = seals;
  }
}
