import { setTimeout } from 'node:timers/promises';
import { type Actor, actorKey, askerOf } from '../actor/actor.js';
import { meOf } from '../actor/asking.js';
import type { Database } from '../db/database.js';
import { runWith } from '../db/run-with.js';
import { type Sql, sql } from '../db/sql.js';
import type { NewEvent } from '../events/event.js';
import { eventCounters } from '../events/event-counters.js';
import { eventFacts } from '../events/event-facts.js';
import { appendEvents, keepTickets, lastOf, type Recording } from '../events/log.js';
import type { Extensions } from '../extensions/extensions.js';
import { err, type Result } from '../kernel/result.js';
import type { UserError } from '../kernel/user-errors.js';
import type { Metrics } from '../observability/metrics.js';
import type { Asked, Deciding, FactsOf } from './command.js';
import { type Author, authorOf, type CommandContext } from './command-context.js';
import {
  answerOf,
  claimOf,
  claimStatement,
  type Ended,
  isKept,
  keepStatement,
  keepWithEvents,
  keyProblem,
  repeated,
  requestHash,
  type UsedKey,
} from './idempotency.js';
import { pointedAt } from './pointed-at.js';
import { factsAbout, withReactions } from './reactions.js';
import { authorStatement, type NamedAuthor, recordedAs } from './recorded-as.js';
import { type CausedContinuation, storeContinuations } from './stored-continuation.js';

/** The services of every command. */
export interface CommandServices {
  db: Database;
  /** What the modules add to each other. */
  extensions: Extensions;
  now(): Date;
  /** A hint that an organisation's log has grown. Hints can be lost; only the log is authoritative. */
  wake(organisationId: string): void;
  /** Omitted where nothing is counted. */
  metrics?: Metrics;
}

export interface Mutation<I, T> {
  /** The mutation's name. */
  operation: string;
  input: I;
  /** Decides and writes. If it refuses, its writes are undone. */
  run(command: CommandContext, input: I): Promise<Result<T>>;
  /** The part of the value that is stored to answer a repeated call; by default the value itself. Never a secret. */
  keep?(value: T): unknown;
}

export interface CommandRequest<I, T> extends Mutation<I, T> {
  actor: Actor;
  /** The author, when Ticketwire itself acts. Default: the actor. */
  onBehalfOf?: Author;
  /** The cause, when Ticketwire itself acts: time, or a request without sign-in. Default: set-up. */
  cause?: 'CLOCK' | 'REQUEST';
  traceId: string;
}

/** The context of a command, as it is filled. */
type RunningCommand = { -readonly [K in keyof CommandContext]: CommandContext[K] } & {
  /** The number of the event of an earlier change that the command continues. */
  causedBy: number | null;
};

/** Thrown to roll back the transaction of a refused command. */
class Undo extends Error {
  readonly refusals: UserError[];

  constructor(refusals: UserError[]) {
    super('refused');
    this.refusals = refusals;
  }
}

/** Fields that every input can have. */
export type AnyInput = NamedAuthor & { idempotencyKey?: string | null };

const RETRIES = 3;
// Serialization failure and deadlock: nothing was changed, and another attempt can succeed.
const passing = new Set(['40001', '40P01']);

/**
 * Runs one mutation in one transaction: the change, its idempotency record, and as the last statement its events. A refusal stores only the
 * record. Equal calls run one at a time: a hundred of them hold one connection, and the others are answered from its record.
 */
export async function runCommand<I extends object, T>(
  services: CommandServices,
  request: CommandRequest<I, T>,
): Promise<Ended<T>> {
  const { idempotencyKey: key = null } = request.input as AnyInput;
  const { actor, onBehalfOf } = request;
  const run = () => services.db.connections.run(askerOf(actor), () => transact(services, request));
  try {
    return await oneAfterTheOther(
      services,
      actor.organisationId,
      whose(actorKey(actor), onBehalfOf),
      key,
      run,
    );
  } catch (error) {
    if (error instanceof Undo) return { result: err(...error.refusals), last: null };
    throw error;
  }
}

/** The owner of an idempotency key. Keys of Ticketwire itself are separated by the person it acts for. */
export function whose(actor: string, onBehalfOf: Author | undefined): string {
  return onBehalfOf?.userId ? `for:${onBehalfOf.userId}` : actor;
}

/** Runs a transaction, and retries it after a conflict with another one. With a key, it runs after earlier equal calls. */
export async function oneAfterTheOther<T>(
  services: CommandServices,
  organisationId: string,
  actor: string,
  key: string | null,
  transaction: () => Promise<T>,
): Promise<T> {
  const run = () => attempts(services, transaction);
  return key === null ? run() : services.db.mutex.runExclusive(`key ${organisationId} ${actor} ${key}`, run);
}

async function attempts<T>(services: CommandServices, transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= RETRIES || !passing.has((error as { code?: string }).code ?? '')) throw error;
      services.metrics?.transactionRetried();
      // At another time than the conflicting transaction.
      await setTimeout(Math.random() * 50 * attempt);
    }
  }
}

async function transact<I extends object, T>(
  services: CommandServices,
  request: CommandRequest<I, T>,
): Promise<Ended<T>> {
  const { actor, input, operation } = request;
  const { organisationId } = actor;
  const { idempotencyKey: key = null } = input as AnyInput;
  const problem = key === null ? null : keyProblem(key);
  const without = (result: Result<T>): Ended<T> => ({ result, last: null });
  if (problem) return without(err(problem));
  const hash = requestHash(operation, input);
  const used: UsedKey | null =
    key === null ? null : { organisationId, actor: whose(actorKey(actor), request.onBehalfOf), key, hash };
  let appended: readonly NewEvent[] = [];
  const ended = await services.db.transaction(organisationId, async (tx) => {
    const events: NewEvent[] = [];
    const continues: CausedContinuation[] = [];
    const query = async <R>(statement: Sql<R>): Promise<R[]> => {
      await tx.flush();
      return runWith(tx, statement);
    };
    const command: RunningCommand = {
      em: tx,
      extensions: services.extensions,
      organisationId,
      actor,
      onBehalfOf: request.onBehalfOf ?? authorOf(actor),
      now: services.now(),
      occurredAt: services.now(),
      imported: Boolean((input as AnyInput).import),
      query,
      causedBy: null,
      emit: (event) => events.push(event) - 1,
      goOn: (continuation) => {
        continues.push(continuation);
      },
      resume(change) {
        const { onBehalfOf, occurredAt, causedBy } = change;
        Object.assign(command, { onBehalfOf, occurredAt: occurredAt ?? command.now, causedBy });
        command.imported ||= occurredAt !== null;
      },
    };
    command.occurredAt = command.now;
    if (used) {
      const [record] = await query(claimStatement(used, meOf(actor)));
      const claim = claimOf(used.key, record);
      if (claim.state === 'reused') return without(err(claim.error));
      if (claim.state === 'answered') {
        services.metrics?.idempotentReplay();
        return repeated<T>(used, claim.answer);
      }
    }
    if (used) await query(sql`savepoint decision`);
    const decided = await decideAndWrite(command, request);
    const outcome = decided.ok ? decided : err(...pointedAt(decided.errors, request.input));
    if (!outcome.ok) {
      // Everything that a refused command wrote is undone; only the record of the refusal remains.
      tx.clear();
      events.length = 0;
      continues.length = 0;
      if (key === null || !isKept(outcome.errors)) throw new Undo(outcome.errors);
      await query(sql`rollback to savepoint decision`);
    }
    await tx.flush();
    const answer = used && answerOf(outcome, request.keep ?? ((value) => value));
    if (events.length > 0) {
      const reacted = await withReactions(events, command, async (reaction, _place, its) =>
        gatherOneByOne(query, factsAbout(reaction, organisationId, its)),
      );
      for (const statement of reacted.writes) await query(statement);
      const all = reacted.events;
      const locked = keepTickets(organisationId, all);
      if (locked) await query(locked);
      const recording = recordingOf(command, request, command.causedBy);
      const beside = [
        used && answer && keepWithEvents(used, answer),
        storeContinuations(organisationId, [...continues, ...reacted.continues]),
      ];
      const rows = await query(appendEvents(all, recording, beside));
      appended = all;
      return { result: outcome, last: lastOf(organisationId, all, rows) };
    }
    if (used && answer) await query(keepStatement(used, answer));
    return without(outcome);
  });
  if (appended.length > 0) committed(services, organisationId, appended);
  return ended;
}

/** Counts committed events, and wakes their subscribers. */
export function committed(
  services: CommandServices,
  organisationId: string,
  events: readonly NewEvent[],
): void {
  services.metrics?.eventsAppended(events);
  services.wake(organisationId);
}

async function decideAndWrite<I extends object, T>(
  command: RunningCommand,
  request: CommandRequest<I, T>,
): Promise<Result<T>> {
  const given = request.input as AnyInput;
  const { organisationId, actor, now } = command;
  const statement = authorStatement(organisationId, given, meOf(actor));
  const named = statement ? await command.query(statement) : [];
  const recorded = recordedAs(actor, given, now, named, command.onBehalfOf);
  if (!recorded.ok) return recorded;
  Object.assign(command, recorded.value);
  return request.run(command, request.input);
}

/** Gathers facts in a unit of work: one by one. */
export async function gatherOneByOne(query: CommandContext['query'], asked: Asked): Promise<FactsOf<Asked>> {
  const facts: Record<string, readonly unknown[]> = {};
  for (const [name, statement] of Object.entries(asked))
    facts[name] = statement ? await query(statement) : [];
  return facts;
}

/** The values that are recorded with the events of a command. */
export function recordingOf(
  command: Omit<Deciding, 'now'>,
  request: { traceId: string; cause?: 'CLOCK' | 'REQUEST' },
  causedBy: number | null = null,
): Recording {
  const { actor, extensions, imported, onBehalfOf, organisationId } = command;
  const kind = request.cause ?? (actor.kind === 'system' ? 'SYSTEM' : imported ? 'IMPORT' : 'REQUEST');
  return {
    organisationId,
    actorUserId: onBehalfOf.userId,
    actorKeyId: onBehalfOf.keyId,
    occurredAt: imported ? command.occurredAt : null,
    causedBy,
    cause: { kind, requestId: request.traceId } as const,
    caller: actor.kind === 'system' ? null : actorKey(actor),
    facts: extensions.at(eventFacts),
    counters: extensions.at(eventCounters),
  };
}
