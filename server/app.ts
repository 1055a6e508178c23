import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { PUBLIC_PASSWORD } from './identity/credentials/passwords.js';
import { AccessLog } from './identity/sessions/access-log.js';
import { createAuthenticator } from './identity/sign-in/authenticator.js';
import { federationOf } from './identity/sign-in/federated.js';
import { openIdentityProvider } from './identity/sign-in/identity-provider.js';
import { modules } from './modules.js';
import { type Authenticator } from './platform/actor/authenticator.js';
import type { DemoAccounts } from './platform/actor/demo-accounts.js';
import type { CommandServices } from './platform/commands/run-command.js';
import type { Config } from './platform/config/config.js';
import { Seals } from './platform/db/seals.js';
import { startEmbeddedObjectStore } from './platform/embedded/object-store.js';
import { compressAnswers } from './platform/graphql/compressed.js';
import { contractRouter } from './platform/graphql/contract-file.js';
import { documentReader } from './platform/graphql/documents.js';
import { graphiqlRouter, type OfferedAccounts } from './platform/graphql/graphiql.js';
import { crossOrigin, forwarded, refuseForwarded } from './platform/graphql/guard.js';
import { graphqlOverHttp, refuseBadRequests } from './platform/graphql/http.js';
import { OperationBudget } from './platform/graphql/operation-budget.js';
import { buildSchema } from './platform/graphql/schema.js';
import type { Services } from './platform/graphql/services.js';
import { traced } from './platform/graphql/trace.js';
import { graphqlOverWebsocket } from './platform/graphql/websocket.js';
import { healthRouter } from './platform/health/health.js';
import { watchReadiness } from './platform/health/readiness.js';
import { inTime } from './platform/kernel/in-time.js';
import { refuse } from './platform/kernel/json-refusal.js';
import { isLoopback } from './platform/kernel/loopback.js';
import { Groups } from './platform/live/groups.js';
import { openHints } from './platform/live/hints/open-hints.js';
import { LiveHub } from './platform/live/hub.js';
import { Waiting } from './platform/live/waiting.js';
import { type About, aboutProgram } from './platform/observability/about.js';
import { watchGauges } from './platform/observability/gauges.js';
import { runJob } from './platform/observability/jobs.js';
import type { Log } from './platform/observability/log.js';
import { Metrics } from './platform/observability/metrics.js';
import { metricsRouter } from './platform/observability/metrics-route.js';
import { logFailures, requestLog } from './platform/observability/request-log.js';
import { runSchedule } from './platform/schedule/index.js';
import { openObjectStore } from './platform/storage/object-store.js';
import { allDemoAccounts, seedDemo } from './setup/demo.js';
import { makeDemoPrivate } from './setup/demo-password.js';
import { hasDemoData, wantsDemoData } from './setup/organisation.js';
import { databaseLogins, startDatabase } from './setup/start-database.js';

const SWEEP_MS = 60_000;

/** Built once for all servers of this process: it holds nothing of a single server. */
let schema: GraphQLSchema | undefined;

export interface App {
  url: string;
  services: Services;
  /**
   * Reports at once that it is not ready, and keeps serving for the configured grace, until load balancers have noticed. Then it finishes
   * running requests, asks subscribers to reconnect, and stops every part. It always ends: each step has a time limit.
   */
  stop(): Promise<void>;
}

/**
 * Longer than the time limits of requests (5 s) and WebSockets (3 s), which run in parallel. A step that takes longer hangs, or waits for a
 * statement (up to 30 s); it must not prevent the other steps.
 */
const STEP_MS = 8000;

/** Steps to undo, the last one first. */
class Teardown {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  async run(log: Log): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await inTime(step(), STEP_MS);
      } catch (error) {
        log.error({ err: error }, 'a part of the server could not be stopped');
      }
    }
  }
}

/** Builds the program from its configuration and starts it. Only this function creates and stops the parts. */
export async function startApp(config: Config, log: Log, now: () => Date = () => new Date()): Promise<App> {
  const teardown = new Teardown();
  try {
    const logins = await databaseLogins(config, modules, log);
    teardown.add(() => logins.stop());
    const db = await startDatabase(logins, config.database, modules, log);
    teardown.add(() => db.close());
    const seals = await Seals.load(db.pool, config.live.retentionMs);
    const store = await objectStore(config, log, teardown);
    const hub = new LiveHub({ db, log, ...config.live });
    const about = aboutProgram(config.build);
    const metrics = new Metrics(about, [...modules.jobs.map(({ name }) => name), 'clocks']);
    const budget = new OperationBudget(config, metrics);
    const { extensions } = modules;
    const waiting = new Waiting(config.live.maxWaitingCost);
    const groups = new Groups({ db, seals, extensions, log, metrics, waiting });
    const hints = openHints(config, logins.url, log, (outcome, count) => metrics.hints(outcome, count));
    teardown.add(() => hints.close());
    hints.on('events', ({ organisationId }) => hub.wake(organisationId));
    watchGauges(metrics, { db, hub, groups, hints, budget });
    const wake = (organisationId: string): void => hints.send({ topic: 'events', organisationId });
    const access = new AccessLog({ pool: db.pool, log, now });
    teardown.add(() => access.close());
    const demo = await prepareDemo(logins.ownerUrl, { db, extensions, now, wake }, config, log);
    refusePublicDemo(demo, config);
    let listeningAt = '';
    const services: Services = {
      config,
      publicUrl: () => config.http.publicUrl ?? listeningAt,
      db,
      extensions,
      seals,
      store,
      hub,
      groups,
      waiting,
      hints,
      log,
      metrics,
      budget,
      authn: authenticator(config, { db, extensions, now, wake, metrics }, access, log),
      access,
      now,
      wake,
      demo,
    };
    teardown.add(sweeper(services));
    let draining = false;
    const runningClocks = () => runSchedule(services, modules.schedule, () => draining);
    teardown.add(every(config.clocksMs, () => runJob(services, 'clocks', runningClocks)));
    const { url } = await serve(services, about, teardown, () => draining);
    listeningAt = url;
    const stop = async (): Promise<void> => {
      draining = true;
      await sleep(config.http.drainGraceMs);
      await teardown.run(log);
    };
    return { url, services, stop };
  } catch (error) {
    await teardown.run(log);
    throw error;
  }
}

function authenticator(
  config: Config,
  services: CommandServices & { metrics: Metrics },
  access: AccessLog,
  log: Log,
): Authenticator {
  const { metrics } = services;
  const { identityProvider: settings } = config;
  const { organisationId = null, provision = false } = settings ?? {};
  const provider = settings ? openIdentityProvider(settings, log) : null;
  const federation = federationOf({ services, access, log, organisationId, provision });
  return createAuthenticator({ db: services.db, access, log, metrics, provider, federation });
}

/** Creates the demo data if configured, and sets the private password if there is one. */
async function prepareDemo(
  ownerUrl: string | undefined,
  services: CommandServices,
  { demo, demoPassword }: Config,
  log: Log,
): Promise<DemoAccounts> {
  if (demo && ownerUrl && (await wantsDemoData(ownerUrl))) await seedDemo(ownerUrl, services, demoPassword);
  if (!(await hasDemoData(services.db.pool))) return 'NONE';
  if (demoPassword === undefined) return 'PUBLIC';
  const { changed, others } = await makeDemoPrivate(services, demoPassword);
  if (changed > 0)
    log.info({ accounts: changed }, 'demo accounts had the public password and now have DEMO_PASSWORD');
  if (others > 0)
    log.warn({ accounts: others }, 'demo accounts have a password other than DEMO_PASSWORD and keep it');
  return 'PRIVATE';
}

/** The demo accounts, for the sign-in form of GraphiQL. */
function offeredAccounts(demo: DemoAccounts): OfferedAccounts | null {
  if (demo === 'NONE') return null;
  const accounts = allDemoAccounts.map(({ email, about }) => ({ email, about }));
  return { accounts, password: demo === 'PUBLIC' ? PUBLIC_PASSWORD : null };
}

function refusePublicDemo(demo: DemoAccounts, config: Config): void {
  if (demo !== 'PUBLIC' || isLoopback(config.http.host)) return;
  throw new Error(
    `HOST is ${config.http.host}, but the database holds demo accounts, whose passwords are public: ` +
      'set DEMO_PASSWORD to make them private, or use another DATA_DIR or DATABASE_URL, or a loopback HOST.',
  );
}

async function objectStore({ dataDir, storage, http }: Config, log: Log, teardown: Teardown) {
  const { external, bucket, region } = storage;
  const embedded = external
    ? null
    : await startEmbeddedObjectStore({ dataDir, bucket, origins: http.allowedOrigins, log });
  if (embedded) teardown.add(() => embedded.stop());
  const where = external ?? embedded;
  if (!where) throw new Error('there is no object store');
  const store = openObjectStore({
    ...storage,
    endpoint: where.endpoint,
    publicEndpoint: storage.publicEndpoint ?? where.endpoint,
    region: embedded?.region ?? region,
    accessKeyId: where.accessKeyId,
    secretAccessKey: where.secretAccessKey,
  });
  teardown.add(() => store.close());
  for (const { rule, reason, json } of external ? await store.prepare(http.allowedOrigins) : []) {
    const facts = { bucket, rule, reason, json: JSON.stringify(json) };
    // Only a few stores need the policy; see the documentation. Without CORS, pages cannot upload.
    log[rule === 'cors' ? 'warn' : 'info'](
      facts,
      'the server could not set a rule of the bucket; set it by hand',
    );
  }
  return store;
}

/** Background jobs. Their work is in the database until it is done, so any server can do it at any time, also after a restart. */
function sweeper(services: Services): () => Promise<void> {
  return every(SWEEP_MS, (stopped) =>
    Promise.all(modules.jobs.map(({ name, run }) => runJob(services, name, () => run(services, stopped)))),
  );
}

/** Runs a function now and every `ms`, but never twice at the same time. Returns a function that ends this and signals the running call. */
function every(ms: number, work: (stopped: () => boolean) => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  let stopped = false;
  const round = (): void => {
    running ??= work(() => stopped).finally(() => {
      running = undefined;
    });
  };
  round();
  const timer = setInterval(round, ms);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

async function serve(
  services: Services,
  about: About,
  teardown: Teardown,
  draining: () => boolean,
): Promise<{ url: string }> {
  const { config, hub, groups } = services;
  const app = express();
  // Requests to upgrade to another protocol (HTTP/2) are answered in HTTP/1.1.
  const isWebsocket = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';
  const httpServer = createServer({ shouldUpgradeCallback: isWebsocket }, app);
  schema ??= buildSchema(modules.resolvers);
  const read = documentReader(schema, config.graphql, modules.inPackets);
  const { apollo, router } = await graphqlOverHttp(schema, read, services, httpServer);
  app.disable('x-powered-by');
  // Answers to POST are not cached, so a hash of them is useless.
  app.disable('etag');
  app.use(traced, requestLog(services), compressAnswers());
  const readiness = watchReadiness(services, draining);
  teardown.add(readiness.stop);
  app.use(healthRouter(readiness, about));
  app.use(metricsRouter(services, forwarded));
  app.use(refuseForwarded(services), crossOrigin(services));
  app.use(graphiqlRouter(offeredAccounts(services.demo)));
  app.use(contractRouter(config.graphql.introspection));
  app.get('/', (_req, res) => res.redirect('/graphiql'));
  // The address of a ticket: `Ticket.url`.
  app.get('/t/:number', ({ params }, res) =>
    res.redirect(`/graphiql?ticket=${encodeURIComponent(params.number)}`),
  );
  app.use('/graphql', router);
  app.use((_req, res) =>
    refuse(res, 404, 'NOT_FOUND', 'This server has no such page. The API is at /graphql.'),
  );
  app.use(logFailures(services.log), refuseBadRequests);
  const websockets = graphqlOverWebsocket(schema, read, services, httpServer);
  // Waits for running requests.
  teardown.add(() => apollo.stop());
  teardown.add(async () => {
    // Subscribers whose turn to be closed has not come still get what happens.
    await websockets.dispose();
    hub.close();
    groups.close();
  });
  await listen(httpServer, config.http.port, config.http.host);
  const { port } = httpServer.address() as AddressInfo;
  const host = config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host;
  return { url: `http://${host}:${port}` };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
