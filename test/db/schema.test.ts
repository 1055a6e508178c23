import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { migrate } from '../../server/platform/db/migrate.js';
import { databaseUrl, onCluster } from '../harness/global-setup.js';
import { schemaOf } from './schema-dump.js';

const names = ['migrated', 'created'].map((name) => `${name}_${randomBytes(6).toString('hex')}`);
const [migrated, created] = names.map((name) => databaseUrl(inject('cluster'), name)) as [string, string];

beforeAll(async () => {
  for (const name of names) await onCluster(inject('cluster'), `create database ${name}`);
});
afterAll(async () => {
  for (const name of names) await onCluster(inject('cluster'), `drop database ${name}`);
});

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

describe('migrations/schema.sql', () => {
  it('describes the database after all migrations, and creates the same database', async () => {
    await migrate(migrated, 'ticketwire_app', modules);
    const schema = await withClient(migrated, schemaOf);
    const again = await withClient(created, async (client) => {
      await client.query(schema);
      return schemaOf(client);
    });
    expect(again).toBe(schema);
    await expect(schema, 'run `npm run dump:schema`').toMatchFileSnapshot('../../migrations/schema.sql');
  });
});
