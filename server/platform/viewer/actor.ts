import type { ApiKeyScope, Role } from '../contract/generated/types.js';
import type { Asker } from '../kernel/fair-queue.js';

/** A signed-in user, with what decides about permission, as of now. */
export interface UserActor {
  kind: 'user';
  organisationId: string;
  userId: string;
  sessionId: string;
  name: string;
  role: Role;
  teamIds: readonly string[];
  leadTeamIds: readonly string[];
  expiresAt: Date;
}

/** A program with an API key. */
export interface KeyActor {
  kind: 'key';
  organisationId: string;
  keyId: string;
  name: string;
  scopes: readonly ApiKeyScope[];
  /** The only queues it may see; null: all. */
  queueIds: readonly string[] | null;
  expiresAt: Date | null;
}

/** Ticketwire itself, at set-up. */
export interface SystemActor {
  kind: 'system';
  organisationId: string;
}

export type Actor = UserActor | KeyActor | SystemActor;

/** Agents, leads and administrators. */
export function isStaff(role: Role): boolean {
  return role !== 'REQUESTER';
}

/** Who asks, where what there is of something is divided among actors and organisations. */
export function askerOf(actor: Actor): Asker {
  return { actor: `${actor.organisationId} ${actorKey(actor)}`, group: actor.organisationId };
}

/** The name of an actor in logs and quotas, and that its idempotency records are kept under: kind and id. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'user') return `user:${actor.userId}`;
  if (actor.kind === 'key') return `key:${actor.keyId}`;
  return 'system';
}
