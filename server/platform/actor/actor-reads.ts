import type { FairConnections } from '../db/fair-connections.js';
import { type Pause, ReadSession } from '../db/read-session.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Sealer } from '../kernel/seal.js';
import { type Actor, askerOf } from './actor.js';
import { type Scope, scopeOf } from './scope.js';

/** The reads of one actor in one operation: the snapshot, their scope, and the seals of cursors. */
export class ActorReads extends ReadSession {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly seals: Sealer;
  readonly extensions: Extensions;

  constructor(
    {
      db,
      seals,
      extensions,
    }: { db: { connections: FairConnections }; seals: Sealer; extensions: Extensions },
    actor: Actor,
    pause?: Pause,
  ) {
    super(db.connections.of(askerOf(actor)), actor.organisationId, pause);
    this.actor = actor;
    this.scope = scopeOf(actor);
    this.seals = seals;
    this.extensions = extensions;
  }
}
