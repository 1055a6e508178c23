import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { SessionMethod } from '../../platform/contract/generated/enums.js';

export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    userId: p.uuid(),
    tokenHash: p.blob(),
    /** The hash of the token that a renewal gave, until its first use. */
    nextHash: p.blob().nullable(),
    method: p.text().$type<SessionMethod>(),
    address: p.text().nullable(),
    userAgent: p.text().nullable(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    revokedAt: p.datetime(3).nullable(),
  },
});

export type SessionRow = InferEntity<typeof SessionEntity>;
