import { createHash } from 'node:crypto';
import { type Sql, sql } from '../db/sql.js';
import type { LastEvent } from '../events/log.js';
import { err, ok, type Result } from '../kernel/result.js';
import { invalid, keyReused, type UserError } from '../kernel/user-errors.js';

/** The answer to store: references and errors, never secrets. */
export type Answer = { value: unknown } | { errors: UserError[] };

/** The stored answer, with the place of the last event of the call. */
export type StoredAnswer = Answer & { event?: { number: number; recordedAt: string } };

/** The end of a call: its result, and the last event that it wrote; null when it wrote none. */
export interface Ended<T> {
  result: Result<T>;
  last: LastEvent | null;
}

export type Claim =
  | { state: 'new' }
  | { state: 'answered'; answer: StoredAnswer }
  | { state: 'reused'; error: UserError };

/** A hash of an operation and its input, without the key, and independent of the order of fields. */
export function requestHash(operation: string, input: object): Buffer {
  const { idempotencyKey: _, currentPassword: __, password, ...rest } = input as Record<string, unknown>;
  // A fast hash of a password must not be stored: only whether there was one is hashed.
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

/** An idempotency key of an actor, with the operation it is used for. */
export interface UsedKey {
  organisationId: string;
  actor: string;
  key: string;
  hash: Buffer;
}

/** The error of a malformed key; null when it is well-formed. */
export function keyProblem(key: string): UserError | null {
  const message = 'idempotencyKey must have 1 to 200 printable ASCII characters.';
  return /^[\x20-\x7e]{1,200}$/.test(key) ? null : invalid(['idempotencyKey'], 'FORMAT', message);
}

/** The record of a key after its claim. */
export interface KeyRecord {
  same: boolean;
  /** Null: the claim is new. */
  answer: StoredAnswer | null;
}

/**
 * Claims a key for this transaction, for the one row of `me`, and returns its record. If an equal call is running on another server, this
 * waits for it: when that call commits, its answer is returned; when it rolls back, this call continues. The update changes nothing: only
 * so is a record returned that was committed meanwhile.
 */
export function claimStatement({ organisationId, actor, key, hash }: UsedKey, me: Sql): Sql<KeyRecord> {
  return sql<KeyRecord>`insert into idempotency_records as r (organisation_id, actor, key, request_hash)
    select ${organisationId}::uuid, ${actor}, ${key}, ${hash} from ${me}
    on conflict (organisation_id, actor, key) do update set key = r.key returning r.request_hash = ${hash} as same, r.answer`;
}

/** The row of `me`, unless the key already has an answer. */
export function unanswered(used: UsedKey, me: Sql): Sql {
  return sql`(select me.* from ${me}
    where not exists (select 1 from idempotency_records r where ${ofKey(used)} and r.answer is not null)) me`;
}

function ofKey({ organisationId, actor, key }: UsedKey): Sql<boolean> {
  return sql<boolean>`r.organisation_id = ${organisationId} and r.actor = ${actor} and r.key = ${key}`;
}

/** The result of the claim. */
export function claimOf(key: string, record: KeyRecord | undefined): Claim {
  if (!record?.answer) return { state: 'new' };
  return record.same
    ? { state: 'answered', answer: record.answer }
    : { state: 'reused', error: keyReused(key) };
}

/** The end of an earlier call, from its stored answer. */
export function repeated<T>({ organisationId }: UsedKey, answer: StoredAnswer): Ended<T> {
  const { event } = answer;
  return {
    result: 'errors' in answer ? err(...answer.errors) : ok(answer.value as T),
    last: event ? { organisationId, number: event.number, recordedAt: new Date(event.recordedAt) } : null,
  };
}

/** Whether a refusal answers later calls too. They need not get one that depends on the time. */
export function isKept(errors: readonly UserError[]): boolean {
  return errors.every(({ code }) => code !== 'RATE_LIMITED');
}

/** The stored form of a result. */
export function answerOf<T>(result: Result<T>, keep: (value: T) => unknown): Answer {
  return result.ok ? { value: keep(result.value) } : { errors: result.errors };
}

/**
 * The same, in the statement that writes the events, with the place of the last one. `kept` is SQL of a JSON object that is added to the
 * value.
 */
export function keepWithEvents(used: UsedKey, answer: Answer, kept?: Sql): Sql {
  const json = sql`${JSON.stringify(answer)}::jsonb`;
  const whole = kept ? sql`jsonb_set(${json}, '{value}', (${json} -> 'value') || ${kept})` : json;
  return sql`update idempotency_records r
    set answer = ${whole} || jsonb_build_object('event', jsonb_build_object('number', head.last, 'recordedAt', head.at))
    from head where ${ofKey(used)}`;
}

/** Stores the answer of a claimed key, in the transaction of the change. */
export function keepStatement({ organisationId, actor, key }: UsedKey, answer: Answer): Sql {
  return sql`update idempotency_records set answer = ${JSON.stringify(answer)}::jsonb
    where organisation_id = ${organisationId} and actor = ${actor} and key = ${key}`;
}
