import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';

/** The values that a scrape reads. All of them are in memory, so a scrape costs the database nothing. */
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
  groups: { state(): { groups: number; members: number } };
  hints: { state: { bus: string; connected: boolean; peers: number } };
}

/** Adds the values that are read at each scrape. */
export function watchGauges(
  metrics: Metrics,
  { db: { pool, connections, live }, hub, groups, hints, budget }: Watched,
): void {
  const registers = [metrics.registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({ name, help, registers, collect: collectOne(read) });
  };
  gauge('ticketwire_websocket_connections', 'Open WebSockets.', () => metrics.sockets);
  gauge('ticketwire_live_subscriptions', 'Running subscriptions.', () => hub.state().followers);
  gauge('ticketwire_live_groups', 'Groups of equal subscriptions.', () => groups.state().groups);
  gauge(
    'ticketwire_live_group_members',
    'Subscriptions that are members of a group; the others replay, or are served alone.',
    () => groups.state().members,
  );
  gauge(
    'ticketwire_graphql_cost_in_flight',
    'Cost of the running operations.',
    () => budget.state().inFlight,
  );
  gauge(
    'ticketwire_graphql_operations_waiting',
    'Operations that wait because too much work of their user, API key or organisation is running.',
    () => budget.state().waiting,
  );
  gauge(
    'ticketwire_graphql_organisations_in_flight',
    'Organisations, and addresses without a token, with running operations.',
    () => budget.state().organisations,
  );
  gauge(
    'ticketwire_live_organisations_followed',
    'Organisations whose event log is being followed.',
    () => hub.state().organisations,
  );
  gauge(
    'ticketwire_live_lag_events',
    'Events in the log that have not been read yet, of the organisation that is furthest behind.',
    () => hub.state().lagEvents,
  );
  gauge(
    'ticketwire_live_last_look_timestamp_seconds',
    'When the event log was last read successfully.',
    () => hub.state().lookedAt / 1000,
  );
  new Gauge({
    name: 'ticketwire_live_hints_connected',
    help: '1: hints of other servers arrive, by the bus of the label; 0: this server only looks at the log from time to time.',
    labelNames: ['bus'],
    registers,
    collect() {
      const { bus, connected } = hints.state;
      this.set({ bus }, connected ? 1 : 0);
    },
  });
  gauge('ticketwire_live_hint_peers', 'Other servers that sent hints recently.', () => hints.state.peers);
  new Gauge({
    name: 'ticketwire_database_pool_connections',
    help: 'Connections to PostgreSQL, by state.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    },
  });
  gauge(
    'ticketwire_database_pool_max_connections',
    'Largest number of connections to PostgreSQL.',
    () => pool.options.max ?? 0,
  );
  gauge(
    'ticketwire_database_share_waiting',
    'Operations that wait because their user or API key already uses its share of connections.',
    () => connections.waiting,
  );
  gauge(
    'ticketwire_database_live_pool_connections',
    'Connections to PostgreSQL for subscriptions.',
    () => live.pool.totalCount,
  );
  gauge(
    'ticketwire_database_live_pool_waiting',
    'Pushes to subscribers that wait for a connection.',
    () => live.connections.waiting,
  );
  gauge(
    'ticketwire_database_pool_waiting',
    'Requests that wait for a connection to PostgreSQL.',
    () => pool.waitingCount,
  );
  new Gauge({
    name: 'ticketwire_background_last_success_timestamp_seconds',
    help: 'When a background job last succeeded.',
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
