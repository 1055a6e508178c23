import { setTimeout } from 'node:timers/promises';
import { type Actor, actorKey, askerOf } from '../authz/actor.js';
import type { Database } from '../db/database.js';
import { type Sql, sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import { appendEvents, keepTickets, ticketsOf } from '../events/log.js';
import { invalid, type Refusal } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import type { Metrics } from '../observability/metrics.js';
import { type Change, type Performer, performerOf } from './change.js';
import { claimKey, keepAnswer, requestHash } from './idempotency.js';
import { type ImportInput, importedAs } from './import.js';

/** What every change needs from the program. */
export interface ChangeServices {
  db: Database;
  now(): Date;
  /** A hint that an organisation's log has grown. It may be lost: the log is the truth. */
  wake(organisationId: string): void;
  /** Left out where nobody counts. */
  metrics?: Metrics;
}

export interface Mutation<I, T> {
  /** The mutation's name. */
  operation: string;
  input: I;
  /** Decides and writes. What it wrote is undone when it refuses. */
  run(change: Change, input: I): Promise<Result<T>>;
  /** What is kept of the value to answer a repeated call with; the value itself when left out. Never a secret. */
  keep?(value: T): unknown;
}

export interface ChangeRequest<I, T> extends Mutation<I, T> {
  actor: Actor;
  /** Whom it is recorded for, when Ticketwire itself acts; the actor when left out. */
  performer?: Performer;
  /** What made it happen, when Ticketwire itself acts: time, or a request that somebody need not sign in for; set-up when left out. */
  cause?: 'CLOCK' | 'REQUEST';
  traceId: string;
}

/** Rolls the transaction of a refused change back. */
class Undo extends Error {
  readonly refusals: Refusal[];

  constructor(refusals: Refusal[]) {
    super('refused');
    this.refusals = refusals;
  }
}

/** What every input may hold. */
type AnyInput = { idempotencyKey?: string | null; import?: ImportInput | null };

const RETRIES = 3;
// Serialization failure and deadlock: nothing was changed, and a second try may go through.
const passing = new Set(['40001', '40P01']);

/**
 * Carries out one mutation in one transaction: the change, its idempotency record, and, as the last statement, its events.
 * A refusal is recorded with the key as well, and nothing else is. Equal calls go one after the other: a hundred of them hold one
 * connection, and the others answer from its record.
 */
export async function runChange<I extends object, T>(
  services: ChangeServices,
  request: ChangeRequest<I, T>,
): Promise<Result<T>> {
  const { idempotencyKey: key = null } = request.input as AnyInput;
  if (key === null) return attempts(services, request);
  const { organisationId } = request.actor;
  const what = `key ${organisationId} ${whose(request)} ${key}`;
  return services.db.turns.take(what, () => attempts(services, request));
}

/** Whom an idempotency key belongs to: not to all for whom Ticketwire itself acts together. */
function whose({ actor, performer }: { actor: Actor; performer?: Performer }): string {
  return performer?.userId ? `for:${performer.userId}` : actorKey(actor);
}

async function attempts<I extends object, T>(
  services: ChangeServices,
  request: ChangeRequest<I, T>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await services.db.connections.run(askerOf(request.actor), () => transact(services, request));
    } catch (error) {
      if (error instanceof Undo) return refused(...error.refusals);
      if (attempt >= RETRIES || !passing.has((error as { code?: string }).code ?? '')) throw error;
      services.metrics?.transactionRetried();
      // Apart from whoever was in the way.
      await setTimeout(Math.random() * 50 * attempt);
    }
  }
}

async function transact<I extends object, T>(
  services: ChangeServices,
  request: ChangeRequest<I, T>,
): Promise<Result<T>> {
  const { actor, input, operation } = request;
  const { organisationId } = actor;
  const { idempotencyKey: key = null, import: imported = null } = input as AnyInput;
  if (key !== null && !/^[\x20-\x7e]{1,200}$/.test(key)) {
    return refused(
      invalid(['idempotencyKey'], 'FORMAT', 'idempotencyKey takes 1 to 200 printable ASCII characters.'),
    );
  }
  const em = services.db.fork();
  em.setSessionContext({ variables: { 'app.organisation_id': organisationId } });
  let appended: readonly NewEvent[] = [];
  const result = await em.transactional(async (tx) => {
    const events: NewEvent[] = [];
    const query = async <R>(statement: Sql<R>): Promise<R[]> => {
      await tx.flush();
      return (await statement.execute(tx.getKysely())).rows as R[];
    };
    const change: Change & { occurredAt: Date; performer: Performer } = {
      em: tx,
      organisationId,
      actor,
      performer: request.performer ?? performerOf(actor),
      now: services.now(),
      occurredAt: services.now(),
      query,
      emit: (event) => events.push(event) - 1,
    };
    change.occurredAt = change.now;
    if (key !== null) {
      const claim = await claimKey(change, whose(request), key, requestHash(operation, input));
      if (claim.state === 'reused') return refused(claim.error);
      if (claim.state === 'answered') {
        services.metrics?.idempotentReplay();
        return 'errors' in claim.answer ? refused(...claim.answer.errors) : done(claim.answer.value as T);
      }
    }
    if (key !== null) await query(sql`savepoint decision`);
    const outcome = await decideAndWrite(change, request);
    if (!outcome.ok) {
      // Whatever a command wrote before it was refused is undone; what remains is the record of the refusal.
      tx.clear();
      events.length = 0;
      // What a later call may do is not kept as the answer for good.
      if (key === null || outcome.errors.some(({ code }) => code === 'RATE_LIMITED'))
        throw new Undo(outcome.errors);
      await query(sql`rollback to savepoint decision`);
    }
    await tx.flush();
    if (key !== null)
      await keepAnswer(change, whose(request), key, outcome, request.keep ?? ((value) => value));
    if (events.length > 0) {
      const tickets = ticketsOf(events);
      if (tickets.length > 1) await query(keepTickets(organisationId, tickets));
      const numbers = await query(appendEvents(events, recordingOf(change, request, imported)));
      // Never a change without its events.
      if (numbers.length !== events.length) throw new Error('events were not appended');
      appended = events;
    }
    return outcome;
  });
  if (appended.length > 0) {
    services.metrics?.eventsAppended(appended);
    services.wake(organisationId);
  }
  return result;
}

async function decideAndWrite<I extends object, T>(
  change: Change & { occurredAt: Date; performer: Performer },
  request: ChangeRequest<I, T>,
): Promise<Result<T>> {
  const given = (request.input as AnyInput).import;
  if (given) {
    const imported = await importedAs(change, given);
    if (!imported.ok) return imported;
    change.occurredAt = imported.value.occurredAt;
    change.performer = imported.value.performer;
  }
  return request.run(change, request.input);
}

function recordingOf(
  change: Change,
  request: { traceId: string; cause?: 'CLOCK' | 'REQUEST' },
  given: ImportInput | null,
) {
  const { actor, performer, organisationId } = change;
  const kind = request.cause ?? (actor.kind === 'system' ? 'SYSTEM' : given ? 'IMPORT' : 'REQUEST');
  return {
    organisationId,
    actorUserId: performer.userId,
    actorKeyId: performer.keyId,
    occurredAt: given ? change.occurredAt : null,
    cause: { kind, requestId: request.traceId } as const,
  };
}
