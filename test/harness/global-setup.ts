import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startApp } from '../../server/app.js';
import { PUBLIC_PASSWORD } from '../../server/identity/credentials/passwords.js';
import { modules } from '../../server/modules.js';
import { loadConfig } from '../../server/platform/config/config.js';
import { startEmbeddedObjectStore } from '../../server/platform/embedded/object-store.js';
import { startEmbeddedPostgres } from '../../server/platform/embedded/postgres.js';
import { createLog } from '../../server/platform/observability/log.js';
import { setUpDatabase } from '../../server/setup/database.js';
import { Pooler } from '../pgbouncer/pooler.js';
import { checkRecorded } from '../statements/check.js';
import { dataFolder } from './data-folder.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /**
     * URL of the cluster for its owner. Its database `template` has the migrated schema and the demo
     * organisations.
     */
    cluster: string;
    /** URL of the cluster for the serving role. It leads through the pooler if the run has one. */
    serving: string;
    /** Whether a pooler that does not support named statements is in between. */
    pooled: boolean;
    store: { endpoint: string; accessKeyId: string; secretAccessKey: string; bucket: string };
    /** The folder for the compiled program. */
    build: string;
    /** The folder in which servers record the statements that they send. */
    statements: string;
  }
}

const BUCKET = 'ticketwire';

/** Returns the external object store that `npm run with-ceph` sets, if any. */
function storeOfEnvironment() {
  const { TEST_S3_ENDPOINT: endpoint, TEST_S3_ACCESS_KEY_ID, TEST_S3_SECRET_ACCESS_KEY } = process.env;
  if (!endpoint) return null;
  const [accessKeyId, secretAccessKey] = [TEST_S3_ACCESS_KEY_ID ?? '', TEST_S3_SECRET_ACCESS_KEY ?? ''];
  return { endpoint, accessKeyId, secretAccessKey, bucket: BUCKET };
}

/**
 * Starts one PostgreSQL cluster and one object store for all projects of a run. Each world gets a copy of the
 * template database.
 */
export default async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const root = vitest.getRootProject();
  return 'cluster' in root.getProvidedContext() ? undefined : setUpRun(root);
}

/**
 * Does the set-up. `poolSize` puts PgBouncer between servers and database, with that many connections for
 * each database.
 */
export async function setUpRun(project: TestProject, poolSize?: number): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ticketwire-test-'));
  await chmod(dataDir, 0o755);
  const clusterDir = await dataFolder();
  const log = createLog('warn');
  const postgres = await startEmbeddedPostgres({ dataDir: clusterDir, log });
  const store = storeOfEnvironment() ?? (await startEmbeddedObjectStore({ dataDir, bucket: BUCKET, log }));
  await tuneForTests(postgres.url);
  await onCluster(postgres.url, 'create database template_demo');
  const ownerUrl = databaseUrl(postgres.url, 'template_demo');
  const servingUrl = await servingLogin(ownerUrl);
  const app = await startApp(
    loadConfig({
      DATABASE_URL: servingUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DEMO: '1',
      S3_ENDPOINT: store.endpoint,
      S3_ACCESS_KEY_ID: store.accessKeyId,
      S3_SECRET_ACCESS_KEY: store.secretAccessKey,
      S3_BUCKET: store.bucket,
      PORT: '0',
    }),
    log,
  );
  await app.stop();
  await makeSignInFast(ownerUrl);
  project.provide('build', join(dataDir, 'build'));
  project.provide('cluster', postgres.url);
  const pooler = poolSize === undefined ? undefined : await Pooler.start({ servingUrl, poolSize });
  project.provide('serving', pooler?.url ?? servingUrl);
  project.provide('pooled', pooler !== undefined);
  const statements = join(dataDir, 'statements');
  await mkdir(statements);
  project.provide('statements', statements);
  const { endpoint, accessKeyId, secretAccessKey, bucket } = store;
  project.provide('store', { endpoint, accessKeyId, secretAccessKey, bucket });
  return async () => {
    try {
      // All servers have stopped, so the recording is complete.
      await checkRecorded(statements, ownerUrl);
    } finally {
      await pooler?.stop();
      if ('stop' in store) await store.stop();
      await postgres.stop();
      for (const folder of [dataDir, clusterDir]) await rm(folder, { recursive: true, force: true });
    }
  };
}

/**
 * Turns off durable commits, because no data outlives the run, and parallel plans of the owner, whose
 * statements look at all tables and would start processes for each of them.
 */
async function tuneForTests(url: string): Promise<void> {
  await onCluster(url, 'alter role all set synchronous_commit = off');
  await onCluster(url, 'alter role current_user set max_parallel_workers_per_gather = 0');
}

/** Gives the demo accounts a cheap password hash, because tests sign in thousands of times. */
async function makeSignInFast(ownerUrl: string): Promise<void> {
  const cheap = await hash(PUBLIC_PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  await onCluster(ownerUrl, `update users set password_hash = '${cheap}' where password_hash is not null`);
}

/** Migrates a database, and creates the serving login of the run. */
export async function servingLogin(ownerUrl: string): Promise<string> {
  const made = await setUpDatabase({ ownerUrl, role: 'ticketwire_app', password: 'NEW' }, modules);
  if (made.kind !== 'done' || !made.url) throw new Error('there is no serving login');
  return made.url;
}

/** Returns the URL of another database of the same cluster, with the same login. */
export function databaseUrl(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement as the owner. */
export async function onCluster(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
