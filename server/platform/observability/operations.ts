import type { Config } from '../config/config.js';
import type { Log } from './log.js';
import type { Metrics, OperationKind, Transport } from './metrics.js';

/** The kept length of operation names: enough to find an operation again. */
const NAME_CHARACTERS = 64;

/** An error in the form in which it is sent. */
interface SentError {
  extensions?: { code?: unknown; limit?: unknown };
}

/** One GraphQL operation, from its document to its end. It is counted once, and logged at `debug`, or at `warn` when it was slow. */
export class Operation {
  readonly traceId: string;
  readonly #services: { config: Config; log: Log; metrics: Metrics };
  readonly #transport: Transport;
  readonly #begun = performance.now();
  #kind: OperationKind = 'unknown';
  #name: string | undefined;
  #code: string | undefined;
  #answers = 0;
  #over = false;

  constructor(
    services: { config: Config; log: Log; metrics: Metrics },
    transport: Transport,
    traceId: string,
  ) {
    this.#services = services;
    this.#transport = transport;
    this.traceId = traceId;
  }

  /** Its document was accepted. */
  accepted(
    node: { operation: OperationKind; name?: { value: string } | undefined } | null | undefined,
  ): void {
    this.#kind = node?.operation ?? 'unknown';
    // GraphQL names have only letters, digits and underscores.
    this.#name = node?.name?.value.slice(0, NAME_CHARACTERS);
    if (this.#kind === 'subscription')
      this.#services.log.debug(this.#facts(undefined), 'a subscription began');
  }

  /** An answer or a pushed item was sent. */
  answered(errors?: readonly SentError[]): void {
    this.#answers += 1;
    const { code, limit } = errors?.[0]?.extensions ?? {};
    if (errors?.length) this.#code ??= typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
    if (code === 'DOCUMENT_LIMIT' && typeof limit === 'string') this.#services.metrics.limitExceeded(limit);
  }

  /** The operation ended. `refused`: with errors in its payload. */
  end(actor: string | undefined, refused: boolean): void {
    if (this.#over) return;
    this.#over = true;
    const { config, log, metrics } = this.#services;
    const took = performance.now() - this.#begun;
    const outcome = this.#code ?? (refused ? 'refused' : this.#answers > 0 ? 'ok' : 'gone');
    metrics.operationEnded(this.#transport, this.#kind, outcome, took);
    const facts = { ...this.#facts(actor), outcome, ms: Math.round(took * 10) / 10 };
    const slow = this.#kind !== 'subscription' && took > config.slowOperationMs;
    if (slow) log.warn(facts, 'a slow operation');
    else log.debug(facts, 'an operation ended');
  }

  #facts(actor: string | undefined) {
    const facts = { transport: this.#transport, operation: this.#kind, traceId: this.traceId };
    return { ...facts, ...(this.#name ? { name: this.#name } : {}), ...(actor ? { actor } : {}) };
  }
}
