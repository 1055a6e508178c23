import type { FairConnections } from '../db/fair-connections.js';
import { type Pause, ReadSession } from '../db/read-session.js';
import type { Extensions } from '../extensions/extensions.js';
import type { Sealer } from '../kernel/seal.js';
import { type Actor, askerOf, type Reader } from './actor.js';
import { type Scope, scopeOfReader } from './scope.js';
import type { Witness } from './witness.js';

/** The reads of one actor, or of a class of readers, in one operation: the snapshot, their scope, and the seals of cursors. */
export class ActorReads extends ReadSession {
  readonly reader: Reader;
  readonly scope: Scope;
  readonly seals: Sealer;
  readonly extensions: Extensions;
  /** Notes what the result depends on. Null where the result is not shared. */
  readonly witness: Witness | null;

  /** `db`: the connections, or a session whose snapshot is shared. */
  constructor(
    {
      db,
      seals,
      extensions,
    }: { db: { connections: FairConnections } | ReadSession; seals: Sealer; extensions: Extensions },
    reader: Reader,
    pause?: Pause,
    witness: Witness | null = null,
  ) {
    super(db instanceof ReadSession ? db : db.connections.of(askerOf(reader)), reader.organisationId, pause);
    this.reader = reader;
    this.scope = scopeOfReader(reader);
    this.seals = seals;
    this.extensions = extensions;
    this.witness = witness;
  }

  /** The actor who reads; null for a class of readers. What depends on the actor, and not only on the scope, is not shared with others. */
  get actor(): Actor | null {
    this.witness?.personal();
    return this.reader.kind === 'class' ? null : this.reader;
  }

  /** The user who reads; null for API keys and for a class of readers. */
  get userId(): string | null {
    const { actor } = this;
    return actor?.kind === 'user' ? actor.userId : null;
  }
}
