import type { Pool } from 'pg';
import { ReadSession } from '../db/read-session.js';
import type { Actor } from './actor.js';
import { type Scope, scopeOf } from './scope.js';

/** What one viewer reads in one operation: the snapshot, and what they may see of it. */
export class ViewerReads extends ReadSession {
  readonly actor: Actor;
  readonly scope: Scope;

  constructor(pool: Pool, actor: Actor) {
    super(pool, actor.organisationId);
    this.actor = actor;
    this.scope = scopeOf(actor);
  }
}
