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

declare module 'vitest' {
  export interface ProvidedContext {
    /** The cluster, as its owner; its database `template` holds the migrated schema and the demo organisations. */
    cluster: string;
    /** The same, as the serving role; through a pooler, where the run has one. */
    serving: string;
    /** Whether a pooler without named statements is in between. */
    pooled: boolean;
    store: { endpoint: string; accessKeyId: string; secretAccessKey: string; bucket: string };
    /** A folder for the program that tests compile. */
    build: string;
    /** A folder for the statements that servers send. */
    statements: string;
  }
}

const BUCKET = 'ticketwire';

/** Another object store than the embedded one, as `npm run with-ceph` sets it. */
function storeOfEnvironment() {
  const { TEST_S3_ENDPOINT: endpoint, TEST_S3_ACCESS_KEY_ID, TEST_S3_SECRET_ACCESS_KEY } = process.env;
  if (!endpoint) return null;
  const [accessKeyId, secretAccessKey] = [TEST_S3_ACCESS_KEY_ID ?? '', TEST_S3_SECRET_ACCESS_KEY ?? ''];
  return { endpoint, accessKeyId, secretAccessKey, bucket: BUCKET };
}

/** One PostgreSQL cluster and one object store for all projects of a run. Each world gets a copy of the template database. */
export default async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const root = vitest.getRootProject();
  return 'cluster' in root.getProvidedContext() ? undefined : setUpRun(root);
}

/** The same; `poolSize` puts PgBouncer between the servers and the database, with as many connections for each database. */
export async function setUpRun(project: TestProject, poolSize?: number): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ticketwire-test-'));
  await chmod(dataDir, 0o755);
  const log = createLog('warn');
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  const store = storeOfEnvironment() ?? (await startEmbeddedObjectStore({ dataDir, bucket: BUCKET, log }));
  await withoutDurability(postgres.url);
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
      // Nothing is sent any more.
      await checkRecorded(statements, ownerUrl);
    } finally {
      await pooler?.stop();
      if ('stop' in store) await store.stop();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  };
}

/** Lets commits return before they are on the disk: the cluster lives no longer than the run. */
function withoutDurability(url: string): Promise<void> {
  return onCluster(url, 'alter role all set synchronous_commit = off');
}

/** Gives the demo accounts a hash of their password that takes little time to compare: tests sign in thousands of times. */
async function makeSignInFast(ownerUrl: string): Promise<void> {
  const cheap = await hash(PUBLIC_PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  await onCluster(ownerUrl, `update users set password_hash = '${cheap}' where password_hash is not null`);
}

/** Migrates a database, and gives it the serving login of the run. */
export async function servingLogin(ownerUrl: string): Promise<string> {
  const made = await setUpDatabase({ ownerUrl, role: 'ticketwire_app', password: 'NEW' }, modules);
  if (made.kind !== 'done' || !made.url) throw new Error('there is no serving login');
  return made.url;
}

/** The URL of another database of the same cluster, with the same login. */
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
