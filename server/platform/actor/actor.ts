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

/**
 * What a class of readers has in common: staff, with the `TEAM` queues that they see (sorted), or the requesters of one ticket, who see only
 * this one.
 */
export type ClassSight =
  | { sees: 'staff'; queueIds: readonly string[] }
  | { sees: 'ticket'; ticketId: string };

/** A class of readers, for what is pushed to all of them alike. It has no person, and runs no command. */
export interface ClassReader {
  kind: 'class';
  organisationId: string;
  of: ClassSight;
}

/** Who reads: an actor, or a class of readers. */
export type Reader = Actor | ClassReader;

/** Agents, leads and administrators. */
export function isStaff(role: Role): boolean {
  return role !== 'REQUESTER';
}

/** The account and group for fair queues and limits. All classes of an organisation are one account. */
export function askerOf(reader: Reader): Asker {
  const { organisationId } = reader;
  const name = reader.kind === 'class' ? reader.kind : actorKey(reader);
  return { actor: `${organisationId} ${name}`, group: organisationId };
}

/** The name of an actor in logs, limits and idempotency records: kind and id. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'user') return `user:${actor.userId}`;
  if (actor.kind === 'key') return `key:${actor.keyId}`;
  return 'system';
}
