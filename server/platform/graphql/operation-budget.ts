import { setTimeout } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Config } from '../config/config.js';
import { Admission, Busy } from '../kernel/admission.js';
import { Gone } from '../kernel/gone.js';
import { pace } from '../kernel/pace.js';
import { Rate } from '../kernel/rate.js';
import type { Metrics, RateLimitReason } from '../observability/metrics.js';
import type { Context } from './context.js';
import type { DocumentReader, DocumentRequest, ReadDocument, ReadOperation } from './documents.js';

/** In flight at once, as multiples of what one document may cost. */
const OF_ACTOR = 2;
const OF_ORGANISATION = 6;
/** How many operations wait: of one actor, of one organisation, on one server. */
const WAITING = { waitingPerActor: 20, waitingPerGroup: 200, waiting: 2000 };
const WAIT_MS = 5000;

/** Weight in addition to the fields: of authentication and a snapshot; for each mutation, of its transaction. */
const OPERATION = 100;
const CHANGE = 200;
/** A mutation keeps the database busier than its weight says: what it counts more for whose turn it is. */
const CHANGE_IN_TURN = 200;

/** What it costs to read a document that is not known: for each character. */
const READING = 1;
/** Documents of one actor that wait to be read. Each holds what was sent with it. */
const UNREAD = 100;
/** A refusal is held back, so that asking again at once gains nothing: for so long, so many of one actor. */
const REFUSAL = { ms: 500, held: 100 };
/** A document is read soon: who is refused because too many wait comes back after so long. */
const READ_AGAIN_SECONDS = 1;

/** What an operation cost, as `extensions.cost` shows it. */
export interface CostReport {
  /** Of this operation, with its variables. */
  operation: number;
  /** The most that a document may cost. */
  documentLimit: number;
  /** Of all operations of the same actor that run now on this server, this one included. */
  inFlight: number;
  /** The most of that. Operations beyond it wait. */
  inFlightLimit: number;
  /** How many operations of the same actor wait now. */
  waiting: number;
}

/**
 * How much may run at once on this server. Operations are weighed by their cost before they begin; those that do not fit wait for
 * their turn without a connection or a snapshot, and are refused when it does not come in time.
 */
export class OperationBudget {
  readonly #documentLimit: number;
  readonly #admission: Admission;
  readonly #writes: Rate;
  readonly #metrics: Metrics;
  readonly #heldBack = new Map<string, number>();

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

  /** Reads a document. One that is not known waits for its turn: reading takes time, whatever it asks for. */
  async read(reader: DocumentReader, context: Context, request: DocumentRequest): Promise<ReadDocument> {
    const { actor } = context.countedFor;
    if (!reader.knows(request.query)) {
      if (pace.restingOf(actor) >= UNREAD)
        return { errors: [await this.#refusal(actor, 'QUEUE_FULL', READ_AGAIN_SECONDS)] };
      await pace.turnOf(actor, request.query.length * READING);
      if (context.signal.aborted) return { errors: [new GraphQLError('', { originalError: new Gone() })] };
    }
    return reader(request, context.denied);
  }

  /** Waits until an operation may run; gives what must be called when it has ended. Throws `RATE_LIMITED`. */
  async admit(context: Context, read: ReadOperation): Promise<() => void> {
    const asker = context.countedFor;
    const changes = changesOf(read);
    const tooEarlyMs = changes > 0 ? this.#writes.take(asker.actor, changes, performance.now()) : 0;
    if (tooEarlyMs > 0) throw await this.#refusal(asker.actor, 'WRITES', Math.ceil(tooEarlyMs / 1000));
    const giveBack = await this.#admission
      .enter(asker, weightOf(read), context.signal)
      .catch(async (error) => {
        if (error instanceof Busy) throw await this.#refusal(asker.actor, error.why, error.retryAfterSeconds);
        // Nobody is there to read it.
        throw new Gone();
      });
    const weight = weightOf(read) + CHANGE_IN_TURN * changes;
    const turn = pace.begin(asker.actor, !pace.isLight(asker.actor, weight));
    context.turn = turn;
    // A change takes as long as a few reads, and must not stop once it holds locks.
    if (turn.heavy) for (let slice = 0; slice <= changes; slice += 1) await pace.breathe(turn);
    return () => {
      pace.end(turn);
      giveBack();
    };
  }

  /** What an operation cost, and how much its actor has in flight. */
  report(context: Context, read: ReadOperation): CostReport {
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
    const held = this.#heldBack.get(actor) ?? 0;
    if (held >= REFUSAL.held) return;
    this.#heldBack.set(actor, held + 1);
    await setTimeout(REFUSAL.ms);
    const left = (this.#heldBack.get(actor) ?? 1) - 1;
    if (left > 0) this.#heldBack.set(actor, left);
    else this.#heldBack.delete(actor);
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

/** How many mutations an operation carries out. */
function changesOf({ operation, asked }: ReadOperation): number {
  return operation.operation === 'mutation' ? asked.rootFields : 0;
}
