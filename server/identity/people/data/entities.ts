import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ApiKeyScope, Role } from '../../../platform/contract/generated/enums.js';
import { list } from '../../../platform/db/list.js';

export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisations',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    priorityMatrix: p.json<Record<string, Record<string, number>> | null>().nullable(),
    defaultQueueId: p.uuid().nullable(),
    freeResolutionCodes: p.boolean(),
    createdAt: p.datetime(3),
  },
});

export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    email: p.text(),
    role: p.text().$type<Role>(),
    passwordHash: p.text().nullable(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
    /** When a user who took work stopped to. */
    leftAt: p.datetime(3).nullable(),
    companyId: p.uuid().nullable(),
    phone: p.text().nullable(),
    locale: p.text().nullable(),
    timeZone: p.text().nullable(),
    externalId: p.text().nullable(),
  },
});

export const TeamEntity = defineEntity({
  name: 'Team',
  tableName: 'teams',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export const TeamMemberEntity = defineEntity({
  name: 'TeamMember',
  tableName: 'team_members',
  properties: {
    organisationId: p.uuid().primary(),
    teamId: p.uuid().primary(),
    userId: p.uuid().primary(),
    lead: p.boolean(),
    joinedAt: p.datetime(3).nullable(),
    leadSince: p.datetime(3).nullable(),
  },
});

/** The user of a subject of an identity provider. */
export const UserIdentityEntity = defineEntity({
  name: 'UserIdentity',
  tableName: 'user_identities',
  properties: {
    organisationId: p.uuid().primary(),
    issuer: p.text().primary(),
    subject: p.text().primary(),
    userId: p.uuid(),
    createdAt: p.datetime(3),
  },
});

export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    integrationId: p.uuid(),
    name: p.text(),
    prefix: p.text(),
    tokenHash: p.blob(),
    scopes: list<ApiKeyScope>(),
    queueIds: list().nullable(),
    createdByUserId: p.uuid().nullable(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    suspendedAt: p.datetime(3).nullable(),
    oldForm: p.boolean(),
  },
});

export type OrganisationRow = InferEntity<typeof OrganisationEntity>;
export type UserRow = InferEntity<typeof UserEntity>;
export type TeamRow = InferEntity<typeof TeamEntity>;
export type TeamMemberRow = InferEntity<typeof TeamMemberEntity>;
export type ApiKeyRow = InferEntity<typeof ApiKeyEntity>;
