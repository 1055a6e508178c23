import { hashToken } from '../../authn/tokens.js';
import { visibleApiKeys } from '../../authz/access.js';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { ApiKeyEntity, type ApiKeyScope } from '../entities.js';
import { can } from '../policy.js';

/** What is shown of a secret, behind the organisation, which all keys have in common. */
const SHOWN_CHARACTERS = 6;

export interface CreateApiKey {
  name: string;
  scopes: readonly ApiKeyScope[];
  queueIds?: readonly string[] | null;
  expiresAt?: Date | null;
}

/** Makes an API key from a secret that only the caller has; what is kept is its hash. */
export async function createApiKey(
  change: Change,
  input: CreateApiKey,
  secret: string,
): Promise<Result<{ apiKeyId: string; secret?: string }>> {
  if (!can(change.actor, 'manageKeys')) return refused(forbidden('ROLE', 'API keys are for administrators.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100);
  if (input.queueIds && input.scopes.includes('ADMINISTRATION')) {
    check.fail(
      ['queueIds'],
      'CONTRADICTION',
      'ADMINISTRATION is over the whole organisation: it can not be bound to queues.',
    );
  }
  if (input.scopes.length === 0) check.fail(['scopes'], 'REQUIRED', 'scopes takes at least one value.');
  const queueIds = check.ids('queueIds', input.queueIds, 'Queue', 100) ?? null;
  if (input.expiresAt && input.expiresAt <= change.now)
    check.fail(['expiresAt'], 'IN_FUTURE', 'expiresAt must be in the future.');
  if (check.errors.length > 0) return refused(...check.errors);
  const queues = await change.query(sql<{ id: string }>`select id from queues
    where organisation_id = ${change.organisationId} and id = any (${queueIds ?? []}::uuid[])`);
  const known = new Set(queues.map((queue) => queue.id));
  const missing = (queueIds ?? []).findIndex((id) => !known.has(id));
  if (missing >= 0)
    return refused(notFound(['queueIds', String(missing)], input.queueIds?.[missing], 'queue'));
  const apiKeyId = newId();
  change.em.create(
    ApiKeyEntity,
    {
      organisationId: change.organisationId,
      id: apiKeyId,
      name,
      prefix: secret.slice(0, secret.indexOf('.') + 1 + SHOWN_CHARACTERS),
      tokenHash: hashToken(secret),
      scopes: [...new Set(input.scopes)],
      queueIds,
      createdByUserId: change.actor.kind === 'user' ? change.actor.userId : null,
      createdAt: change.now,
      expiresAt: input.expiresAt ?? null,
      revokedAt: null,
      oldForm: false,
    },
    { persist: true },
  );
  change.emit({ type: 'API_KEY_CREATED', changes: [{ field: 'apiKey', from: null, to: apiKeyId }] });
  return done({ apiKeyId, secret });
}

/** Revokes an API key that the actor sees as such. Doing it again changes nothing. */
export async function revokeApiKey(
  change: Change,
  input: { apiKeyId: string },
): Promise<Result<{ apiKeyId: string }>> {
  const check = new InputCheck();
  const id = check.id('apiKeyId', input.apiKeyId, 'ApiKey');
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  const [seen] = await change.query(
    sql`select 1 from api_keys k where ${visibleApiKeys(change.actor)} and k.id = ${id} for no key update`,
  );
  const key = seen ? await change.em.findOne(ApiKeyEntity, { organisationId, id }) : null;
  if (!key) return refused(notFound(['apiKeyId'], input.apiKeyId, 'API key'));
  if (!key.revokedAt) {
    key.revokedAt = change.now;
    change.emit({ type: 'API_KEY_REVOKED', changes: [{ field: 'apiKey', from: id, to: null }] });
  }
  return done({ apiKeyId: id });
}
