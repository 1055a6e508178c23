import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { CreateApiKeyInput, RevokeApiKeyInput } from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { newId } from '../../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { hashToken } from '../../../platform/kernel/tokens.js';
import { forbidden, notFound } from '../../../platform/kernel/user-errors.js';
import { visibleApiKeys } from '../../sessions/visibility.js';
import { ApiKeyEntity } from '../data/entities.js';
import { can } from '../rules/policy.js';

/** The number of secret characters in the prefix that is shown, after the part that all keys of the organisation share. */
const SHOWN_CHARACTERS = 6;

/** Creates an API key from a secret. Only its hash is stored. */
export async function createApiKey(
  command: CommandContext,
  input: CreateApiKeyInput,
  secret: string,
): Promise<Result<{ apiKeyId: string; secret?: string }>> {
  if (!can(command.actor, 'manageKeys'))
    return err(forbidden('ROLE', 'Only administrators can create API keys.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  if (input.queueIds && input.scopes.includes('ADMINISTRATION')) {
    check.fail(
      ['queueIds'],
      'CONTRADICTION',
      'queueIds cannot be combined with the scope ADMINISTRATION, which applies to the whole organisation.',
    );
  }
  if (input.scopes.length === 0) check.fail(['scopes'], 'REQUIRED', 'scopes must have at least one value.');
  const queueIds = check.ids('queueIds', input.queueIds, 'Queue', 100) ?? null;
  if (input.expiresAt && input.expiresAt <= command.now)
    check.fail(['expiresAt'], 'IN_FUTURE', 'expiresAt must be in the future.');
  if (check.errors.length > 0) return err(...check.errors);
  const queues = await command.query(sql<{ id: string }>`select id from queues
    where organisation_id = ${command.organisationId} and id = any (${queueIds ?? []}::uuid[])`);
  const known = new Set(queues.map((queue) => queue.id));
  const missing = (queueIds ?? []).findIndex((id) => !known.has(id));
  if (missing >= 0) return err(notFound(['queueIds', String(missing)], input.queueIds?.[missing], 'queue'));
  const apiKeyId = newId();
  command.em.create(
    ApiKeyEntity,
    {
      organisationId: command.organisationId,
      id: apiKeyId,
      name,
      prefix: secret.slice(0, secret.indexOf('.') + 1 + SHOWN_CHARACTERS),
      tokenHash: hashToken(secret),
      scopes: [...new Set(input.scopes)],
      queueIds,
      createdByUserId: command.actor.kind === 'user' ? command.actor.userId : null,
      createdAt: command.now,
      expiresAt: input.expiresAt ?? null,
      revokedAt: null,
      oldForm: false,
    },
    { persist: true },
  );
  command.emit({ type: 'API_KEY_CREATED', changes: [{ field: 'apiKey', from: null, to: apiKeyId }] });
  return ok({ apiKeyId, secret });
}

/** Revokes an API key that the actor can see. Repeating it changes nothing. */
export async function revokeApiKey(
  command: CommandContext,
  input: RevokeApiKeyInput,
): Promise<Result<{ apiKeyId: string }>> {
  const check = new InputCheck();
  const id = check.id('apiKeyId', input.apiKeyId, 'ApiKey');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const [seen] = await command.query(
    sql`select 1 from api_keys k where ${visibleApiKeys(command.actor)} and k.id = ${id} for no key update`,
  );
  const key = seen ? await command.em.findOne(ApiKeyEntity, { organisationId, id }) : null;
  if (!key) return err(notFound(['apiKeyId'], input.apiKeyId, 'API key'));
  if (!key.revokedAt) {
    key.revokedAt = command.now;
    command.emit({ type: 'API_KEY_REVOKED', changes: [{ field: 'apiKey', from: id, to: null }] });
  }
  return ok({ apiKeyId: id });
}
