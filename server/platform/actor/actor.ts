import type { ApiKeyScope, Role } from '../contract/generated/types.js';
import type { Asker } from '../kernel/fair-queue.js';

/** A signed-in user, with the facts that decide about permission, as of now. */
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
  /** The only queues whose tickets it can see; null: all. */
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

/** The account and group for fair queues and limits. */
export function askerOf(actor: Actor): Asker {
  return { actor: `${actor.organisationId} ${actorKey(actor)}`, group: actor.organisationId };
}

/** The name of an actor in logs, limits and idempotency records: kind and id. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'user') return `user:${actor.userId}`;
  if (actor.kind === 'key') return `key:${actor.keyId}`;
  return 'system';
}
