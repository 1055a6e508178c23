import { createHash } from 'node:crypto';
import { sql } from '../db/sql.js';
import type { Result } from '../kernel/result.js';
import { keyReused, type UserError } from '../kernel/user-errors.js';
import type { CommandContext } from './command-context.js';

/** What is kept of an answer: references and refusals, never secrets. */
export type StoredAnswer = { value: unknown } | { errors: UserError[] };

export type Claim =
  | { state: 'new' }
  | { state: 'answered'; answer: StoredAnswer }
  | { state: 'reused'; error: UserError };

/** A fingerprint of an operation with its input. The key itself does not count, nor does the order of fields. */
export function requestHash(operation: string, input: object): Buffer {
  const { idempotencyKey: _, currentPassword: __, password, ...rest } = input as Record<string, unknown>;
  // A fast hash of a password must not be kept: that there was one is enough.
  const counted = { ...rest, password: password !== undefined && password !== null };
  return createHash('sha256')
    .update(`${operation}\n${canonical(counted)}`)
    .digest();
}

function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}

/**
 * Claims a key for this transaction. An equal call that is under way, on another server, is waited for: the insert blocks on its row until
 * it commits (then its answer is read) or rolls back (then this one goes ahead).
 */
export async function claimKey(
  command: CommandContext,
  actor: string,
  key: string,
  hash: Buffer,
): Promise<Claim> {
  const inserted = await command.query(sql`
    insert into idempotency_records (organisation_id, actor, key, request_hash)
    values (${command.organisationId}, ${actor}, ${key}, ${hash}) on conflict do nothing returning 1`);
  if (inserted.length > 0) return { state: 'new' };
  const [record] = await command.query(sql<{ same: boolean; answer: StoredAnswer }>`
    select request_hash = ${hash} as same, answer from idempotency_records
    where organisation_id = ${command.organisationId} and actor = ${actor} and key = ${key}`);
  if (!record) return { state: 'new' };
  return record.same
    ? { state: 'answered', answer: record.answer }
    : { state: 'reused', error: keyReused(key) };
}

/** Keeps the answer of a claimed key, in the transaction of what it answers. */
export async function keepAnswer<T>(
  command: CommandContext,
  actor: string,
  key: string,
  result: Result<T>,
  keep: (value: T) => unknown,
): Promise<void> {
  const answer: StoredAnswer = result.ok ? { value: keep(result.value) } : { errors: result.errors };
  await command.query(sql`update idempotency_records set answer = ${JSON.stringify(answer)}::jsonb
    where organisation_id = ${command.organisationId} and actor = ${actor} and key = ${key}`);
}
