import { setTimeout } from 'node:timers/promises';
import type { Database } from '../db/database.js';
import { type Sql, sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import { appendEvents, keepTickets, ticketsOf } from '../events/log.js';
import type { Extensions } from '../extensions/extensions.js';
import { err, ok, type Result } from '../kernel/result.js';
import { invalid, type UserError } from '../kernel/user-errors.js';
import type { Metrics } from '../observability/metrics.js';
import { type Actor, actorKey, askerOf } from '../viewer/actor.js';
import { type CommandContext, type Performer, performerOf } from './command-context.js';
import { claimKey, keepAnswer, requestHash } from './idempotency.js';
import { type ImportInput, importedAs } from './import.js';

/** What every change needs from the program. */
export interface CommandServices {
  db: Database;
  /** What the modules add to each other. */
  extensions: Extensions;
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
  run(command: CommandContext, input: I): Promise<Result<T>>;
  /** What is kept of the value to answer a repeated call with; the value itself when left out. Never a secret. */
  keep?(value: T): unknown;
}

export interface CommandRequest<I, T> extends Mutation<I, T> {
  actor: Actor;
  /** Whom it is recorded for, when Ticketwire itself acts; the actor when left out. */
  performer?: Performer;
  /** What made it happen, when Ticketwire itself acts: time, or a request that somebody need not sign in for; set-up when left out. */
  cause?: 'CLOCK' | 'REQUEST';
  traceId: string;
}

/** Rolls the transaction of a refused change back. */
class Undo extends Error {
  readonly refusals: UserError[];

  constructor(refusals: UserError[]) {
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
export async function runCommand<I extends object, T>(
  services: CommandServices,
  request: CommandRequest<I, T>,
): Promise<Result<T>> {
  const { idempotencyKey: key = null } = request.input as AnyInput;
  if (key === null) return attempts(services, request);
  const { organisationId } = request.actor;
  const what = `key ${organisationId} ${whose(request)} ${key}`;
  return services.db.mutex.runExclusive(what, () => attempts(services, request));
}

/** Whom an idempotency key belongs to: not to all for whom Ticketwire itself acts together. */
function whose({ actor, performer }: { actor: Actor; performer?: Performer }): string {
  return performer?.userId ? `for:${performer.userId}` : actorKey(actor);
}

async function attempts<I extends object, T>(
  services: CommandServices,
  request: CommandRequest<I, T>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await services.db.connections.run(askerOf(request.actor), () => transact(services, request));
    } catch (error) {
      if (error instanceof Undo) return err(...error.refusals);
      if (attempt >= RETRIES || !passing.has((error as { code?: string }).code ?? '')) throw error;
      services.metrics?.transactionRetried();
      // Apart from whoever was in the way.
      await setTimeout(Math.random() * 50 * attempt);
    }
  }
}

async function transact<I extends object, T>(
  services: CommandServices,
  request: CommandRequest<I, T>,
): Promise<Result<T>> {
  const { actor, input, operation } = request;
  const { organisationId } = actor;
  const { idempotencyKey: key = null, import: imported = null } = input as AnyInput;
  if (key !== null && !/^[\x20-\x7e]{1,200}$/.test(key)) {
    return err(
      invalid(['idempotencyKey'], 'FORMAT', 'idempotencyKey must have 1 to 200 printable ASCII characters.'),
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
    const command: CommandContext & { occurredAt: Date; performer: Performer } = {
      em: tx,
      extensions: services.extensions,
      organisationId,
      actor,
      performer: request.performer ?? performerOf(actor),
      now: services.now(),
      occurredAt: services.now(),
      query,
      emit: (event) => events.push(event) - 1,
    };
    command.occurredAt = command.now;
    if (key !== null) {
      const claim = await claimKey(command, whose(request), key, requestHash(operation, input));
      if (claim.state === 'reused') return err(claim.error);
      if (claim.state === 'answered') {
        services.metrics?.idempotentReplay();
        return 'errors' in claim.answer ? err(...claim.answer.errors) : ok(claim.answer.value as T);
      }
    }
    if (key !== null) await query(sql`savepoint decision`);
    const outcome = await decideAndWrite(command, request);
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
      await keepAnswer(command, whose(request), key, outcome, request.keep ?? ((value) => value));
    if (events.length > 0) {
      const tickets = ticketsOf(events);
      if (tickets.length > 1) await query(keepTickets(organisationId, tickets));
      const numbers = await query(appendEvents(events, recordingOf(command, request, imported)));
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
  command: CommandContext & { occurredAt: Date; performer: Performer },
  request: CommandRequest<I, T>,
): Promise<Result<T>> {
  const given = (request.input as AnyInput).import;
  if (given) {
    const imported = await importedAs(command, given);
    if (!imported.ok) return imported;
    command.occurredAt = imported.value.occurredAt;
    command.performer = imported.value.performer;
  }
  return request.run(command, request.input);
}

function recordingOf(
  command: CommandContext,
  request: { traceId: string; cause?: 'CLOCK' | 'REQUEST' },
  given: ImportInput | null,
) {
  const { actor, performer, organisationId } = command;
  const kind = request.cause ?? (actor.kind === 'system' ? 'SYSTEM' : given ? 'IMPORT' : 'REQUEST');
  return {
    organisationId,
    actorUserId: performer.userId,
    actorKeyId: performer.keyId,
    occurredAt: given ? command.occurredAt : null,
    cause: { kind, requestId: request.traceId } as const,
  };
}
