import type { EntityManager } from '@mikro-orm/postgresql';
import { type AccessEntry } from '../../platform/actor/access-recorder.js';
import type { ClientInfo } from '../../platform/actor/client-info.js';
import type { SessionMethod } from '../../platform/contract/generated/enums.js';
import { runWith } from '../../platform/db/run-with.js';
import { newId } from '../../platform/kernel/ids.js';
import { hashToken } from '../../platform/kernel/tokens.js';
import { SessionEntity } from './entities.js';
import { recordOnce } from './record.js';

export interface NewSession {
  organisationId: string;
  userId: string;
  token: string;
  method: SessionMethod;
  clientInfo: ClientInfo;
  now: Date;
  expiresAt: Date;
}

/** Begins a session, and records it, in a transaction. Only the hash of the token is stored. */
export async function beginSession(em: EntityManager, given: NewSession): Promise<void> {
  const { organisationId, userId, token, method, clientInfo, now, expiresAt } = given;
  em.create(
    SessionEntity,
    {
      organisationId,
      id: newId(),
      userId,
      tokenHash: hashToken(token),
      nextHash: null,
      method,
      address: clientInfo.address,
      userAgent: shown(clientInfo.userAgent),
      createdAt: now,
      expiresAt,
      revokedAt: null,
    },
    { persist: true },
  );
  const entry: AccessEntry = { kind: 'SIGN_IN', organisationId, userId, method, address: clientInfo.address };
  await em.flush();
  await runWith(em, recordOnce(entry, now));
}

/** The part of a header that can be stored and shown. */
function shown(userAgent: string | null): string | null {
  return userAgent?.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200) || null;
}
