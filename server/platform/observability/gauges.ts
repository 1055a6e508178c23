import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';

/** What is looked at when somebody asks: all of it is in memory, so asking costs the database nothing. */
export interface Watched {
  db: {
    pool: {
      totalCount: number;
      idleCount: number;
      waitingCount: number;
      options: { max?: number | undefined };
    };
    connections: { waiting: number };
    live: { pool: { totalCount: number }; connections: { waiting: number } };
  };
  budget: { state(): { inFlight: number; waiting: number; organisations: number } };
  hub: {
    state(): { organisations: number; followers: number; lagEvents: number; lookedAt: number };
  };
}

/** Adds the values that are read at each scrape. */
export function watchGauges(
  metrics: Metrics,
  { db: { pool, connections, live }, hub, budget }: Watched,
): void {
  const registers = [metrics.registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({ name, help, registers, collect: collectOne(read) });
  };
  gauge('ticketwire_websocket_connections', 'Websockets that are open.', () => metrics.sockets);
  gauge('ticketwire_live_subscriptions', 'Subscriptions that run.', () => hub.state().followers);
  gauge(
    'ticketwire_graphql_cost_in_flight',
    'Cost of the operations that run.',
    () => budget.state().inFlight,
  );
  gauge(
    'ticketwire_graphql_operations_waiting',
    'Operations that wait for their turn, because too much of their user, key or organisation runs.',
    () => budget.state().waiting,
  );
  gauge(
    'ticketwire_graphql_organisations_in_flight',
    'Organisations (and addresses without a token) of which operations run.',
    () => budget.state().organisations,
  );
  gauge(
    'ticketwire_live_organisations_followed',
    'Organisations whose event log is followed.',
    () => hub.state().organisations,
  );
  gauge(
    'ticketwire_live_lag_events',
    'Events that are known to be in the log and have not been read yet; of the organisation that is furthest behind.',
    () => hub.state().lagEvents,
  );
  gauge(
    'ticketwire_live_last_look_timestamp_seconds',
    'When the event log was last looked at with success.',
    () => hub.state().lookedAt / 1000,
  );
  new Gauge({
    name: 'ticketwire_database_pool_connections',
    help: 'Connections to PostgreSQL, by what they do.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    },
  });
  gauge(
    'ticketwire_database_pool_max_connections',
    'Connections to PostgreSQL that there may be.',
    () => pool.options.max ?? 0,
  );
  gauge(
    'ticketwire_database_share_waiting',
    'Operations that wait because their user or key has all the connections that one may have.',
    () => connections.waiting,
  );
  gauge(
    'ticketwire_database_live_pool_connections',
    'Connections to PostgreSQL for what is pushed.',
    () => live.pool.totalCount,
  );
  gauge(
    'ticketwire_database_live_pool_waiting',
    'Pushes that wait for a connection.',
    () => live.connections.waiting,
  );
  gauge(
    'ticketwire_database_pool_waiting',
    'Requests that wait for a connection to PostgreSQL.',
    () => pool.waitingCount,
  );
  new Gauge({
    name: 'ticketwire_background_last_success_timestamp_seconds',
    help: 'When background work last succeeded.',
    labelNames: ['job'],
    registers,
    collect() {
      for (const [job, at] of metrics.jobSucceeded) this.set({ job }, at / 1000);
    },
  });
}

function collectOne(read: () => number) {
  return function (this: Gauge): void {
    this.set(read());
  };
}
