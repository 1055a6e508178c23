import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type {
  Actor,
  ApiKey,
  Integration,
  Organisation,
  SystemActor,
  Team,
  User,
} from '../../platform/contract/generated/types.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import type { ApiKeyRow, OrganisationRow, TeamRow, UserRow } from './data/entities.js';
import { apiKeysById, type IntegrationRow, usersById } from './data/reads.js';

export type UserNode = User & { row: UserRow };
export type TeamNode = Team & { row: TeamRow };
export type ApiKeyNode = ApiKey & { row: ApiKeyRow };
export type OrganisationNode = Organisation & { row: OrganisationRow };

/** The contract's plain fields of a user. */
export function toUser(row: UserRow): UserNode {
  return {
    __typename: 'User',
    row,
    id: toGlobalId('User', row.id),
    name: row.name,
    role: row.role,
    active: row.active,
    version: row.version,
    createdAt: row.createdAt,
  };
}

/** The contract's plain fields of a team. */
export function toTeam(row: TeamRow): TeamNode {
  return { __typename: 'Team', row, id: toGlobalId('Team', row.id), name: row.name, version: row.version };
}

/** The contract's plain fields of an API key. */
export function toApiKey(row: ApiKeyRow): ApiKeyNode {
  return {
    __typename: 'ApiKey',
    row,
    id: toGlobalId('ApiKey', row.id),
    name: row.name,
    integration: toIntegration(row),
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt ?? null,
    revokedAt: row.revokedAt ?? null,
    suspendedAt: row.suspendedAt ?? null,
    stopsWorkingAt: row.oldForm ? (row.expiresAt ?? null) : null,
  };
}

/** The contract's plain fields of an organisation. */
export function toOrganisation(row: OrganisationRow): OrganisationNode {
  return { __typename: 'Organisation', row, id: toGlobalId('Organisation', row.id), name: row.name };
}

/** Users who are named by an object that the actor can see. */
export async function usersOn(reads: ActorReads, ids: readonly string[]): Promise<(UserNode | Error)[]> {
  const rows = await usersById(reads, ids);
  return rows.map((row) => (row ? toUser(row) : new Error('a user that is referred to is missing')));
}

/** One such user. */
export function userOn(reads: ActorReads, id: string): UserNode | Promise<UserNode> {
  return reads.once<string, UserNode>(usersOn, id);
}

/** Programs on something that the actor sees. */
export async function integrationsOn(
  reads: ActorReads,
  keyIds: readonly string[],
): Promise<(Integration | Error)[]> {
  const rows = await apiKeysById(reads, keyIds);
  return rows.map((row) =>
    row ? toIntegration(row) : new Error('an API key that is referred to is missing'),
  );
}

/** A program, as others see it. */
export function toIntegration({ integrationId, name }: IntegrationRow): Integration {
  return { __typename: 'Integration', id: toGlobalId('Integration', integrationId), name };
}

/** An actor of a record: a user, an API key, or (both null) Ticketwire itself. */
export interface By {
  userId: string | null;
  keyId: string | null;
  /** The part of Ticketwire, when it is the actor. Default: set-up. */
  part?: 'setup' | 'clock';
}

/** An actor in the contract's form. */
export function actorOf(reads: ActorReads, { userId, keyId, part = 'setup' }: By): Actor | Promise<Actor> {
  if (userId) return userOn(reads, userId);
  return keyId ? reads.once<string, Integration>(integrationsOn, keyId) : systemActor(part);
}

/** Ticketwire itself. Its id has the form of the others, but names no object. */
function systemActor(name: NonNullable<By['part']>): SystemActor {
  return { __typename: 'SystemActor', id: Buffer.from(`SystemActor:${name}`).toString('base64url'), name };
}

/** Reads all actors of a page in one batch. */
export async function readActors(reads: ActorReads, page: readonly By[]): Promise<void> {
  await Promise.allSettled([
    reads.ahead(
      usersOn,
      page.map((by) => by.userId).filter((id) => id !== null),
    ),
    reads.ahead(
      integrationsOn,
      page.map((by) => (by.userId ? null : by.keyId)).filter((id) => id !== null),
    ),
  ]);
}
