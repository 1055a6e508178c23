import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { About } from './about.js';
import { bounded, closeCodes, methods, operationOutcomes, statusClass } from './labels.js';

export type Transport = 'http' | 'websocket';
export type OperationKind = 'query' | 'mutation' | 'subscription' | 'unknown';
export type SignInMethod = 'password' | 'oidc';
/**
 * `wrong`: wrong account or password. `limited`: too many attempts. `refused`: the account, or the person the identity provider names, is
 * not allowed in.
 */
export type SignInOutcome = 'ok' | 'wrong' | 'limited' | 'refused';
/** `QUEUE_FULL` and `WAITED`: too much work of one user, key or organisation is running. `WRITES`: too many mutations within a minute. */
export type RateLimitReason = (typeof rateLimitReasons)[number];
const rateLimitReasons = ['QUEUE_FULL', 'WAITED', 'WRITES'] as const;
export type KeyUseOutcome = 'ok' | 'unknown' | 'revoked' | 'expired';
/** `payload`: a mutation whose payload has errors. The others are refused before that. */
export type RefusalKind = 'payload' | 'session' | 'key' | 'token' | 'upgrade';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The program's metrics, for Prometheus. Each app has its own; the library's global registry is not used. Every label has a bounded set of
 * values; values that a client chooses are never labels.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly #http = new Histogram({
    name: 'ticketwire_http_request_duration_seconds',
    help: 'Duration of HTTP requests, from the first byte to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers: [this.registry],
  });
  readonly #operations = this.#counter(
    'ticketwire_graphql_operations_total',
    'GraphQL operations that ended, by outcome: ok, refused (errors in the payload), gone (the client disconnected), or the error code.',
    ['transport', 'kind', 'outcome'],
  );
  readonly #operationSeconds = new Histogram({
    name: 'ticketwire_graphql_operation_duration_seconds',
    help: 'Duration of queries and mutations, from the document to the answer.',
    labelNames: ['transport', 'kind'],
    buckets: seconds,
    registers: [this.registry],
  });
  readonly #limits = this.#counter(
    'ticketwire_graphql_limits_exceeded_total',
    'Operations refused by a limit, by limit.',
    ['limit'],
  );
  readonly #rateLimited = this.#counter(
    'ticketwire_graphql_rate_limited_total',
    'Operations refused with RATE_LIMITED, by reason.',
    ['reason'],
  );
  readonly #signIns = this.#counter('ticketwire_sign_ins_total', 'Sign-in attempts.', ['method', 'outcome']);
  readonly #keyUses = this.#counter('ticketwire_key_uses_total', 'Requests with an API key.', ['outcome']);
  readonly #refusals = this.#counter('ticketwire_refusals_total', 'Refusals, by kind and reason.', [
    'kind',
    'reason',
  ]);
  readonly #closed = this.#counter('ticketwire_websocket_closed_total', 'Closed WebSockets, by close code.', [
    'code',
  ]);
  readonly #pushed = this.#counter(
    'ticketwire_live_items_pushed_total',
    'Items sent to subscribers, by kind: event, gone, position, resync and others.',
    ['item'],
  );
  readonly #deliveries = this.#counter(
    'ticketwire_live_deliveries_total',
    'Items sent to subscribers: shared (resolved once for all members of a group) or alone (resolved for one subscriber).',
    ['how'],
  );
  readonly #executions = this.#counter(
    'ticketwire_live_shared_executions_total',
    'Executions of a document for an item that is sent to members of a group.',
  );
  readonly #delay = new Histogram({
    name: 'ticketwire_live_push_delay_seconds',
    help: 'Time from recording an event until it is sent to all live subscribers that share its item. Replayed events do not count.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });
  readonly #hints = this.#counter(
    'ticketwire_live_hints_total',
    'Hints between servers, by outcome: sent, received, dropped.',
    ['outcome'],
  );
  readonly #retries = this.#counter(
    'ticketwire_transaction_retries_total',
    'Transactions retried after a deadlock or a serialization failure.',
  );
  readonly #replays = this.#counter(
    'ticketwire_idempotent_replays_total',
    'Repeated mutations, answered with the answer of the first call.',
  );
  readonly #events = this.#counter('ticketwire_events_appended_total', 'Events committed to the log.', [
    'type',
  ]);
  readonly #storeChecks = this.#counter(
    'ticketwire_object_store_checks_total',
    'Checks of the object store.',
    ['outcome'],
  );
  readonly #jobs = this.#counter('ticketwire_background_runs_total', 'Runs of background jobs.', [
    'job',
    'outcome',
  ]);
  readonly #swept = this.#counter(
    'ticketwire_attachments_swept_total',
    'Uploads and attachments whose objects were removed.',
  );
  /** When each job last succeeded, in milliseconds since 1970. */
  readonly jobSucceeded = new Map<string, number>();
  /** Open WebSockets. */
  sockets = 0;

  /** `jobs`: the names of all background work. */
  constructor({ version, build }: About, jobs: readonly string[]) {
    const labelNames = ['version', 'build'];
    const help = 'Version of the program. The value is always 1.';
    const registers = [this.registry];
    new Gauge({ name: 'ticketwire_build_info', help, labelNames, registers }).set({ version, build }, 1);
    collectDefaultMetrics({ register: this.registry });
    // Sums of other metrics that are given by type; their names would be names of counters.
    for (const what of ['handles', 'requests', 'resources'])
      this.registry.removeSingleMetric(`nodejs_active_${what}_total`);
    // Counters that alerts use exist from the start: a counter that appears with its first value shows no increase.
    for (const kind of ['query', 'mutation'] as const) {
      for (const transport of ['http', 'websocket'] as const) {
        this.#operations.inc({ transport, kind, outcome: 'INTERNAL_SERVER_ERROR' }, 0);
      }
    }
    for (const reason of rateLimitReasons) this.#rateLimited.inc({ reason }, 0);
    for (const job of jobs) {
      for (const outcome of ['ok', 'failed']) this.#jobs.inc({ job, outcome }, 0);
    }
    for (const outcome of ['ok', 'failed']) this.#storeChecks.inc({ outcome }, 0);
  }

  /** An HTTP request was answered. Status null: the client disconnected before. */
  requestEnded(method: string, route: string, status: number | null, ms: number): void {
    const labels = { method: bounded(methods, method), route, status: statusClass(status) };
    this.#http.observe(labels, ms / 1000);
  }

  /** A GraphQL operation ended. */
  operationEnded(transport: Transport, kind: OperationKind, outcome: string, ms: number): void {
    this.#operations.inc({ transport, kind, outcome: bounded(operationOutcomes, outcome) });
    if (kind === 'query' || kind === 'mutation')
      this.#operationSeconds.observe({ transport, kind }, ms / 1000);
  }

  /** A document or an operation exceeded a limit; `limit` is the name of that limit. */
  limitExceeded(limit: string): void {
    this.#limits.inc({ limit });
  }

  /** An operation was refused because its user, key or organisation has too much work running. */
  rateLimited(reason: RateLimitReason): void {
    this.#rateLimited.inc({ reason });
  }

  /** Counts a sign-in attempt. */
  signIn(method: SignInMethod, outcome: SignInOutcome): void {
    this.#signIns.inc({ method, outcome });
  }

  /** A request came with an API key. */
  keyUse(outcome: KeyUseOutcome): void {
    this.#keyUses.inc({ outcome });
  }

  /** Counts a refusal. The reason is a constant of the code (`FORBIDDEN`, `EXPIRED`), never a value from a client. */
  refused(kind: RefusalKind, reason: string): void {
    this.#refusals.inc({ kind, reason });
  }

  socketOpened(): void {
    this.sockets += 1;
  }

  socketClosed(code: number): void {
    this.sockets -= 1;
    this.#closed.inc({ code: bounded(closeCodes, String(code)) });
  }

  /** Counts items that were sent to a subscriber, by their kinds. */
  pushed(how: 'shared' | 'alone', kinds: Iterable<[item: string, count: number]>): void {
    for (const [item, count] of kinds) {
      this.#pushed.inc({ item }, count);
      this.#deliveries.inc({ how }, count);
    }
  }

  /** The item of a live event was sent to all who share it. */
  pushDelayed(recordedAt: Date): void {
    // The database's clock can be ahead of this server's.
    this.#delay.observe(Math.max(0, Date.now() - recordedAt.getTime()) / 1000);
  }

  /** Hints were sent to other servers, came from them, or were dropped. */
  hints(outcome: 'sent' | 'received' | 'dropped', count: number): void {
    this.#hints.inc({ outcome }, count);
  }

  /** The document of a group was executed. */
  executedForGroup(): void {
    this.#executions.inc();
  }

  transactionRetried(): void {
    this.#retries.inc();
  }

  idempotentReplay(): void {
    this.#replays.inc();
  }

  /** Events were committed. */
  eventsAppended(events: readonly { type: string }[]): void {
    for (const { type } of events) this.#events.inc({ type });
  }

  objectStoreChecked(outcome: 'ok' | 'failed'): void {
    this.#storeChecks.inc({ outcome });
  }

  attachmentsSwept(count: number): void {
    this.#swept.inc(count);
  }

  /** A run of a background job ended. */
  jobEnded(job: string, outcome: 'ok' | 'failed'): void {
    this.#jobs.inc({ job, outcome });
    if (outcome === 'ok') this.jobSucceeded.set(job, Date.now());
  }

  #counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}
