import type { Actor, ClassReader, ClassSight, KeyActor, SystemActor, UserActor } from './actor.js';

/** What an actor can see, as a value. Keys and lists are sorted. */
export type ActorScope = { organisationId: string } & (
  | { sees: 'nothing' }
  | { sees: 'everything' }
  | { sees: 'queues'; queueIds: readonly string[] }
  | { sees: 'teams'; userId: string; teamIds: readonly string[] }
  | { sees: 'own'; userId: string }
);

/**
 * What an actor or a class of readers can see, as a value. Row-level security isolates organisations below this; the predicates below are the
 * only rules within an organisation.
 */
export type Scope = ActorScope | ({ organisationId: string } & ClassSight);

/** The properties of an actor that its scope depends on. */
type ScopedActor =
  | Pick<UserActor, 'kind' | 'organisationId' | 'userId' | 'role' | 'teamIds'>
  | Pick<KeyActor, 'kind' | 'organisationId' | 'scopes' | 'queueIds'>
  | SystemActor;

/** The scope of who reads, as of now. */
export function scopeOfReader(reader: ScopedActor | ClassReader): Scope {
  return reader.kind === 'class' ? { organisationId: reader.organisationId, ...reader.of } : scopeOf(reader);
}

/** The scope of an actor, as of now. */
export function scopeOf(actor: ScopedActor): ActorScope {
  const { organisationId } = actor;
  if (actor.kind === 'system') return { organisationId, sees: 'everything' };
  if (actor.kind === 'key') {
    if (!actor.scopes.includes('TICKETS_READ')) return { organisationId, sees: 'nothing' };
    return actor.queueIds
      ? { organisationId, sees: 'queues', queueIds: [...actor.queueIds].sort() }
      : { organisationId, sees: 'everything' };
  }
  const { userId, role } = actor;
  const sees = seenByRole[role];
  if (sees === 'everything') return { organisationId, sees };
  if (sees === 'own') return { organisationId, sees, userId };
  return { organisationId, sees, userId, teamIds: [...actor.teamIds].sort() };
}

/** How far each role sees. */
export const seenByRole = {
  ADMIN: 'everything',
  LEAD: 'teams',
  AGENT: 'teams',
  REQUESTER: 'own',
} as const satisfies Record<UserActor['role'], ActorScope['sees']>;

/** What an actor can name in a command: a key that only writes can name tickets that it cannot read. */
export function writableScopeOf(actor: Actor): ActorScope {
  return scopeOf(actor.kind === 'key' ? { ...actor, scopes: [...actor.scopes, 'TICKETS_READ'] } : actor);
}

/** Whether a scope can list teams and see e-mail addresses of others. */
export function seesColleagues(scope: Scope): boolean {
  return scope.sees !== 'own' && scope.sees !== 'ticket' && scope.sees !== 'nothing';
}
