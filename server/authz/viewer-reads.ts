import type { Pool } from 'pg';
import { ReadSession } from '../db/read-session.js';
import type { Sealer } from '../kernel/seal.js';
import type { Actor } from './actor.js';
import { type Scope, scopeOf } from './scope.js';

/** What one viewer reads in one operation: the snapshot, what they may see of it, and what cursors are sealed with. */
export class ViewerReads extends ReadSession {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly seals: Sealer;

  constructor({ db, seals }: { db: { pool: Pool }; seals: Sealer }, actor: Actor) {
    super(db.pool, actor.organisationId);
    this.actor = actor;
    this.scope = scopeOf(actor);
    this.seals = seals;
  }
}
