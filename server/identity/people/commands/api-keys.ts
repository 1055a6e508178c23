import type { CommandContext } from '../../../platform/commands/command-context.js';
import type {
  ConfirmApiKeyInput,
  CreateApiKeyInput,
  RevokeApiKeyInput,
} from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { newId } from '../../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { hashToken } from '../../../platform/kernel/tokens.js';
import { forbidden, invalid, notFound, type UserError } from '../../../platform/kernel/user-errors.js';
import { visibleApiKeys } from '../../sessions/visibility.js';
import { ApiKeyEntity, type ApiKeyRow } from '../data/entities.js';
import { can } from '../rules/policy.js';

/** The number of secret characters in the prefix that is shown, after the part that all keys of the organisation share. */
const SHOWN_CHARACTERS = 6;

const MOST_KEYS = 500;

/**
 * Why the user who creates a key cannot. Their row is locked, so that no key is created beside a deactivation, which suspends the keys that
 * it finds.
 */
async function makerProblem({ actor, query, organisationId }: CommandContext): Promise<UserError | null> {
  if (actor.kind !== 'user') return null;
  const [maker] = await query(sql`select 1 from users
    where organisation_id = ${organisationId} and id = ${actor.userId} and active and role = 'ADMIN' for share`);
  if (!maker) return forbidden('ROLE', 'Only administrators can create API keys.');
  const [made] = await query(sql<{ number: number }>`select count(*)::int as number from api_keys
    where organisation_id = ${organisationId} and created_by_user_id = ${actor.userId} and revoked_at is null`);
  if ((made?.number ?? 0) < MOST_KEYS) return null;
  return invalid(
    [],
    'TOO_MANY',
    `A user can have at most ${MOST_KEYS} API keys that are not revoked. Revoke one.`,
  );
}

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
  const problem = await makerProblem(command);
  if (problem) return err(problem);
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
      integrationId: newId(),
      name,
      prefix: secret.slice(0, secret.indexOf('.') + 1 + SHOWN_CHARACTERS),
      tokenHash: hashToken(secret),
      scopes: [...new Set(input.scopes)],
      queueIds,
      createdByUserId: command.actor.kind === 'user' ? command.actor.userId : null,
      createdAt: command.now,
      expiresAt: input.expiresAt ?? null,
      revokedAt: null,
      suspendedAt: null,
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
  const seen = await seenKey(command, input.apiKeyId);
  if (!seen.ok) return seen;
  const key = seen.value;
  if (!key.revokedAt) {
    key.revokedAt = command.now;
    command.emit({ type: 'API_KEY_REVOKED', changes: [{ field: 'apiKey', from: key.id, to: null }] });
  }
  return ok({ apiKeyId: key.id });
}

/** Ends the suspension of an API key. Repeating it changes nothing. */
export async function confirmApiKey(
  command: CommandContext,
  input: ConfirmApiKeyInput,
): Promise<Result<{ apiKeyId: string }>> {
  if (!can(command.actor, 'manageKeys'))
    return err(forbidden('ROLE', 'Only administrators can confirm API keys.'));
  const seen = await seenKey(command, input.apiKeyId);
  if (!seen.ok) return seen;
  const key = seen.value;
  if (key.revokedAt)
    return err(invalid(['apiKeyId'], 'REVOKED', 'The API key is revoked. Create a new one.'));
  if (key.suspendedAt) {
    key.suspendedAt = null;
    command.emit({ type: 'API_KEY_CONFIRMED', changes: [{ field: 'apiKey', from: key.id, to: key.id }] });
  }
  return ok({ apiKeyId: key.id });
}

/** Locks an API key that the actor can see. */
async function seenKey(command: CommandContext, globalId: string): Promise<Result<ApiKeyRow>> {
  const check = new InputCheck();
  const id = check.id('apiKeyId', globalId, 'ApiKey');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const [seen] = await command.query(
    sql`select 1 from api_keys k where ${visibleApiKeys(command.actor)} and k.id = ${id} for no key update`,
  );
  const key = seen ? await command.em.findOne(ApiKeyEntity, { organisationId, id }) : null;
  return key ? ok(key) : err(notFound(['apiKeyId'], globalId, 'API key'));
}
