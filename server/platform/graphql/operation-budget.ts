import { setTimeout } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Config } from '../config/config.js';
import { Admission, Busy } from '../kernel/admission.js';
import type { Denied } from '../kernel/bad-input.js';
import type { Asker } from '../kernel/fair-queue.js';
import { Gone } from '../kernel/gone.js';
import type { Paced } from '../kernel/pace.js';
import { pace } from '../kernel/pace.js';
import { Rate } from '../kernel/rate.js';
import { Quota } from '../live/quota.js';
import type { Metrics, RateLimitReason } from '../observability/metrics.js';
import type { DocumentReader, DocumentRequest, ReadDocument, ReadOperation } from './documents.js';

/** Limits of the weight in flight, as multiples of the most that one document can cost. */
const OF_ACTOR = 2;
const OF_ORGANISATION = 6;
/** Limits of waiting operations: of one actor, of one organisation, on one server. */
const WAITING = { waitingPerActor: 20, waitingPerGroup: 200, waiting: 2000 };
const WAIT_MS = 5000;

/** Weight in addition to the fields: for authentication and a snapshot, and for the transaction of each mutation. */
const OPERATION = 100;
const CHANGE = 200;
/** A mutation loads the database more than its weight says: it counts this much more when turns are decided. */
const CHANGE_IN_TURN = 700;

/** The weight of reading a document that is not cached: for each character. */
const READING = 1;
/** Documents of one actor that wait to be read. Each holds the whole request. */
const UNREAD = 100;
/**
 * A refusal is delayed, so that immediate retries gain nothing: for at least `ms`, and so that those of one actor are `apartMs` apart, as
 * long as `held` of them are delayed at most.
 */
const REFUSAL = { ms: 500, apartMs: 50, held: 100 };
/** Documents are read quickly: after a refusal because too many wait, retry after this time. */
const READ_AGAIN_SECONDS = 1;

/** The cost of an operation, for `extensions.cost`. */
export interface CostReport {
  /** The cost of this operation with its variables. */
  operation: number;
  /** The largest cost of one document. */
  documentLimit: number;
  /** The cost of all operations of the actor that run now on this server, including this one. */
  inFlight: number;
  /** The limit of that. Operations over it wait. */
  inFlightLimit: number;
  /** Number of operations of the actor that wait now. */
  waiting: number;
}

/** The parts of an operation's context that its budget depends on. */
interface Budgeted {
  readonly countedFor: Asker;
  readonly signal: AbortSignal;
  readonly denied: Denied | null;
  turn: Paced;
}

/**
 * Limits how much runs at once on this server. Operations are weighed by their cost before they begin. Those that do not fit wait, without
 * a connection or a snapshot, and are refused when their turn does not come in time.
 */
export class OperationBudget {
  readonly #documentLimit: number;
  readonly #admission: Admission;
  readonly #writes: Rate;
  readonly #metrics: Metrics;
  readonly #unread = new Quota(UNREAD);
  readonly #heldBack = new Quota(REFUSAL.held);

  constructor({ graphql: { limits } }: Config, metrics: Metrics) {
    this.#documentLimit = limits.cost;
    this.#metrics = metrics;
    this.#writes = new Rate(limits.writesPerMinute);
    const bounds = {
      perActor: OF_ACTOR * limits.cost,
      perGroup: OF_ORGANISATION * limits.cost,
      total: Number.MAX_SAFE_INTEGER,
      ...WAITING,
    };
    this.#admission = new Admission(bounds, WAIT_MS);
  }

  /** Reads a document. One that is not cached waits for its turn, because reading takes time whatever it selects. */
  async read(reader: DocumentReader, context: Budgeted, request: DocumentRequest): Promise<ReadDocument> {
    if (reader.knows(request.query)) return reader(request, context.denied);
    const { actor } = context.countedFor;
    const giveBack = this.#unread.take(actor);
    if (!giveBack) return { errors: [await this.#refusal(actor, 'QUEUE_FULL', READ_AGAIN_SECONDS)] };
    const turn = pace.begin(actor, request.query.length * READING);
    context.turn = turn;
    try {
      await pace.next(turn);
      if (context.signal.aborted) return { errors: [new GraphQLError('', { originalError: new Gone() })] };
      return reader(request, context.denied);
    } finally {
      pace.end(turn);
      giveBack();
    }
  }

  /** Waits until an operation can run. Returns a function to call when it has ended. Throws `RATE_LIMITED`. */
  async admit(context: Budgeted, read: ReadOperation): Promise<() => void> {
    const asker = context.countedFor;
    const changes = changesOf(read);
    const tooEarlyMs = changes > 0 ? this.#writes.take(asker.actor, changes, performance.now()) : 0;
    if (tooEarlyMs > 0) throw await this.#refusal(asker.actor, 'WRITES', Math.ceil(tooEarlyMs / 1000));
    const giveBack = await this.#admission
      .enter(asker, weightOf(read), context.signal)
      .catch(async (error) => {
        if (error instanceof Busy) throw await this.#refusal(asker.actor, error.why, error.retryAfterSeconds);
        // Nobody reads it.
        throw new Gone();
      });
    const turn = await this.begin(context, read);
    return () => {
      pace.end(turn);
      giveBack();
    };
  }

  /** Begins an operation at its turn. `pace.end` must be called when it has ended. */
  async begin(context: Budgeted, read: ReadOperation): Promise<Paced> {
    const weight = weightOf(read) + CHANGE_IN_TURN * changesOf(read);
    context.turn = pace.begin(context.countedFor.actor, weight, context.turn.begun);
    await pace.next(context.turn);
    return context.turn;
  }

  /** The cost of an operation, and what its actor has in flight. */
  report(context: Budgeted, read: ReadOperation): CostReport {
    const { inUse, waiting } = this.#admission.queue.of(context.countedFor.actor);
    return {
      operation: weightOf(read),
      documentLimit: this.#documentLimit,
      inFlight: inUse,
      inFlightLimit: OF_ACTOR * this.#documentLimit,
      waiting,
    };
  }

  /** For metrics. */
  state(): { inFlight: number; waiting: number; organisations: number } {
    const { inUse, waiting, groupsInUse } = this.#admission.queue;
    return { inFlight: inUse, waiting, organisations: groupsInUse };
  }

  async #holdBack(actor: string): Promise<void> {
    const giveBack = this.#heldBack.take(actor);
    if (!giveBack) return;
    await setTimeout(Math.max(REFUSAL.ms, this.#heldBack.of(actor) * REFUSAL.apartMs));
    giveBack();
  }

  async #refusal(actor: string, reason: RateLimitReason, retryAfterSeconds: number): Promise<GraphQLError> {
    this.#metrics.rateLimited(reason);
    await this.#holdBack(actor);
    const what =
      reason === 'WRITES'
        ? 'Too many mutations were sent within a minute.'
        : 'Too many of your operations are still running.';
    return new GraphQLError(`${what} Try again in ${retryAfterSeconds} s.`, {
      extensions: { code: 'RATE_LIMITED', reason, retryAfterSeconds },
    });
  }
}

function weightOf(read: ReadOperation): number {
  return read.asked.cost + OPERATION + CHANGE * changesOf(read);
}

/** Number of mutations in an operation. */
function changesOf({ operation, asked }: ReadOperation): number {
  return operation.operation === 'mutation' ? asked.changes : 0;
}
