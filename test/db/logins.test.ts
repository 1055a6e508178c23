import { randomBytes, randomUUID } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp } from '../../server/app.js';
import { modules } from '../../server/modules.js';
import { loadConfig } from '../../server/platform/config/config.js';
import { migrate } from '../../server/platform/db/migrate.js';
import { runOnce } from '../../server/platform/db/run-once.js';
import { urlFor } from '../../server/platform/db/serving-role.js';
import { sql } from '../../server/platform/db/sql.js';
import { createLog } from '../../server/platform/observability/log.js';
import { setUpDatabase } from '../../server/setup/database.js';
import { databaseUrl, onCluster } from '../harness/global-setup.js';
import { OF_A_TEST } from '../harness/recorded-statements.js';
import { startWorld, type World } from '../harness/world.js';
import { readyz } from '../observability/support.js';

const own = (name: string): string => `${name}_${randomBytes(6).toString('hex')}`;
const store = inject('store');
const cluster = inject('cluster');

/** Starts the server with these logins and returns the error message of its start. */
async function refusal(DATABASE_URL: string, DATABASE_OWNER_URL = ''): Promise<string> {
  const environment = {
    DATABASE_URL,
    DATABASE_OWNER_URL,
    S3_ENDPOINT: store.endpoint,
    S3_ACCESS_KEY_ID: store.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.secretAccessKey,
    S3_BUCKET: store.bucket,
    PORT: '0',
  };
  const starting = startApp(loadConfig(environment), createLog('silent'));
  const outcome = await starting.then(
    (app) => app.stop().then(() => 'it started'),
    (error: Error) => error.message,
  );
  return outcome;
}

/** Creates a login on the cluster. */
async function login(name: string, attributes = ''): Promise<string> {
  await onCluster(cluster, `create role ${name} login password 'of a test' ${attributes}`);
  return name;
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.stop();
});
const as = (role: string): string => urlFor(world.databaseUrl, role, 'of a test');

describe('the start is refused for a login that could bypass tenant isolation', () => {
  it('the owner, a superuser here; the message has the statements that create another login', async () => {
    const message = await refusal(world.databaseUrl);
    expect(message).toMatch(/^The database connection runs as the role ticketwire, which is a superuser/);
    expect(message).toContain('npm run admin -- setup-database');
    expect(message).toContain(`alter role "ticketwire_app" login password 'choose a password';`);
    expect(message).toContain(`alter role "ticketwire_app" set timezone = 'UTC';`);
  });

  it.each<[why: string, attributes: string, grants: (role: string) => string[], message: RegExp]>([
    ['a superuser', 'superuser', () => [], /which is a superuser/],
    ['a role with BYPASSRLS', 'bypassrls', () => [], /which has BYPASSRLS/],
    [
      'a role that owns a table',
      '',
      (role) => [`alter table review_actions_of_a_test owner to ${role}`],
      /which owns the table/,
    ],
    [
      'a member of the owner',
      '',
      (role) => [`grant ticketwire to ${role}`],
      /which owns the table|may become/,
    ],
    ['another role than the tables are for', '', () => [], /and the tables are for the role ticketwire_app/],
  ])('%s', async (_why, attributes, grants, message) => {
    const role = await login(own('login'), attributes);
    await world.rows('create table if not exists review_actions_of_a_test (id int)');
    for (const statement of grants(role)) await world.rows(statement);
    try {
      expect(await refusal(as(role))).toMatch(message);
      expect(await refusal(as(role), world.databaseUrl)).toMatch(message);
    } finally {
      await world.rows('drop table review_actions_of_a_test');
      await onCluster(world.databaseUrl, `drop owned by ${role}`);
      await onCluster(cluster, `drop role ${role}`);
    }
  });

  it('a login that does not exist; the message has the command that creates it', async () => {
    expect(await refusal(as(own('nobody')), world.databaseUrl)).toMatch(
      /^DATABASE_URL logs in as nobody_\w+, but this role does not exist\. npm run admin -- setup-database creates it\.$/,
    );
  });

  it('an owner without a serving login', async () => {
    expect(await refusal('', world.databaseUrl)).toMatch(
      /^DATABASE_OWNER_URL is set, but DATABASE_URL is not/,
    );
  });
});

describe('a login that could bypass tenant isolation while the server runs', () => {
  let running: World;
  let role: string;
  beforeAll(async () => {
    role = own('serving');
    running = await startWorld(async (ownerUrl) => {
      const result = await setUpDatabase({ ownerUrl, role, password: 'NEW' }, modules);
      if (result.kind !== 'done') throw new Error(result.reason);
      // A pool of one connection, which the server opens at its start.
      return { DATABASE_URL: result.url, DATABASE_OWNER_URL: '', DATABASE_POOL_SIZE: '1' };
    });
  });
  afterAll(async () => {
    await running.stop();
    await onCluster(cluster, `drop role ${role}`);
  });

  const read = '{ tickets { totalCount nodes { id } } }';
  const write = `mutation { createTicket(input: { type: INCIDENT, subject: "Never made", description: "Never." }) {
    ticket { id } errors { code } } }`;

  /** One packet with begin, the change and commit. */
  const rename = () =>
    runOnce(
      running.app.services.db.pool,
      randomUUID(),
      sql`update tickets set subject = 'Of nobody' ${sql.raw(OF_A_TEST)}`,
    );
  const subjects = async () =>
    (await running.rows<{ subject: string }>('select subject from tickets')).map(({ subject }) => subject);

  it.each<[string, string, string]>([
    ['gets BYPASSRLS', 'alter role $ bypassrls', 'alter role $ nobypassrls'],
    ['becomes a superuser', 'alter role $ superuser', 'alter role $ nosuperuser'],
  ])(
    '%s: the server reads and writes nothing, /readyz says why, and it serves again after the repair',
    async (_, break_, repair) => {
      const agent = await running.as('agent');
      expect((await agent.ok(read)).tickets.totalCount).toBeGreaterThan(0);
      await onCluster(cluster, break_.replace('$', role));
      try {
        for (const document of [read, write]) {
          const { data, errors } = await agent.send(document);
          expect({
            data: Object.values(data ?? {}).filter(Boolean),
            code: errors?.[0]?.extensions?.code,
          }).toEqual({
            data: [],
            code: 'INTERNAL_SERVER_ERROR',
          });
        }
        await expect(rename()).rejects.toThrow(/^Row-level security does not bind the role/);
        expect(await subjects()).not.toContain('Of nobody');
        await expect
          .poll(() => readyz(running.url), { timeout: 5000 })
          .toMatchObject({
            status: 503,
            body: {
              database: false,
              notes: { database: expect.stringMatching(/^the database login (is|has) /) },
            },
          });
      } finally {
        await onCluster(cluster, repair.replace('$', role));
      }
      await expect.poll(() => readyz(running.url).then(({ status }) => status), { timeout: 5000 }).toBe(200);
      expect((await agent.ok(read)).tickets.totalCount).toBeGreaterThan(0);
    },
  );

  it('owns a table: new connections do not serve', async () => {
    const agent = await running.as('agent');
    await running.rows('create table of_a_test (id int)');
    await running.rows(`alter table of_a_test owner to ${role}`);
    try {
      await running.rows(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`);
      await expect
        .poll(() => readyz(running.url), { timeout: 5000 })
        .toMatchObject({
          status: 503,
          body: { notes: { database: 'the database login is an owner' } },
        });
      const { data, errors } = await agent.send(read);
      expect({ data: data ?? null, errors: errors?.length }).toEqual({ data: null, errors: 1 });
    } finally {
      await running.rows('drop table of_a_test');
    }
    await expect.poll(() => readyz(running.url).then(({ status }) => status), { timeout: 5000 }).toBe(200);
  });
});

describe('the session settings of the login', () => {
  it('need the time zone UTC; otherwise the start fails and shows the statement that sets it', async () => {
    const role = own('zoned');
    const { databaseUrl: ownerUrl } = world;
    const name = own('zoned');
    await onCluster(cluster, `create database ${name}`);
    const result = await setUpDatabase(
      { ownerUrl: databaseUrl(ownerUrl, name), role, password: 'NEW' },
      modules,
    );
    const url = result.kind === 'done' ? (result.url ?? '') : '';
    await onCluster(cluster, `alter role ${role} set timezone = 'Europe/Vienna'`);
    expect(await refusal(url)).toBe(
      `TimeZone of the database connection is Europe/Vienna. Run: alter role "${role}" set timezone = 'UTC';`,
    );
    await onCluster(cluster, `alter role ${role} set timezone = 'UTC'`);
    expect(await refusal(url)).toBe('it started');
  });
});

/** A proxy between the server and PostgreSQL that reports another version. */
async function pretending(version: string, url: string): Promise<{ url: string; server: Server }> {
  const target = new URL(url);
  const [row] = await world.rows<{ real: string }>(`select current_setting('server_version_num') as real`);
  const real = row?.real ?? '';
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    client.pipe(database);
    database.on('data', (chunk: Buffer) =>
      client.write(Buffer.from(chunk.toString('latin1').replaceAll(real, version), 'latin1')),
    );
    for (const socket of [client, database]) socket.on('error', () => socket.destroy());
    database.on('close', () => client.destroy());
    client.on('close', () => database.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const other = new URL(url);
  other.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  return { url: other.href, server };
}

describe('an old PostgreSQL server', () => {
  it.each(['140019', '130000', '090624'])(
    'of version %s is refused, and the message names the required version',
    async (version) => {
      const serving = await pretending(version, world.environment.DATABASE_URL ?? '');
      const owner = await pretending(version, world.databaseUrl);
      const expected = /^Ticketwire needs PostgreSQL 15 or later, and this server is PostgreSQL (14|13|9)\./;
      try {
        expect(await refusal(serving.url)).toMatch(expected);
        await expect(setUpDatabase({ ownerUrl: owner.url }, modules)).rejects.toThrow(expected);
      } finally {
        serving.server.close();
        owner.server.close();
      }
    },
  );
});

describe('setup-database', () => {
  /** Creates a database whose owner has no further rights. */
  async function installation(attributes = '') {
    const name = own('installation');
    const owner = await login(`${name}_owner`, attributes);
    await onCluster(cluster, `create database ${name} owner ${owner}`);
    return { name, owner, ownerUrl: urlFor(databaseUrl(cluster, name), owner, 'of a test') };
  }

  it('creates the serving role with an owner that has CREATEROLE; a second installation on the cluster gets its own role', async () => {
    const [first, second] = [await installation('createrole'), await installation('createrole')];
    const urls: string[] = [];
    for (const { name, ownerUrl } of [first, second]) {
      const result = await setUpDatabase({ ownerUrl }, modules);
      expect(result).toMatchObject({ kind: 'done', role: `${name}_app` });
      const url = result.kind === 'done' ? (result.url ?? '') : '';
      urls.push(url);
      // Without the owner's login, and with it.
      expect(await refusal(url)).toBe('it started');
      expect(await refusal(url, ownerUrl)).toBe('it started');
      // A second run changes nothing.
      expect(await setUpDatabase({ ownerUrl, servingUrl: url }, modules)).toEqual({
        kind: 'done',
        role: `${name}_app`,
        url,
      });
      expect(await refusal(url)).toBe('it started');
    }
    // The login of one installation cannot read the database of the other.
    const client = new pg.Client({ connectionString: databaseUrl(urls[0] ?? '', second.name) });
    await client.connect();
    await expect(client.query('select * from organisations')).rejects.toThrow(/permission denied/);
    await expect(client.query('select has_demo_accounts()')).rejects.toThrow(/permission denied/);
    await client.end();
    await expect(
      setUpDatabase({ ownerUrl: second.ownerUrl, role: `${first.name}_app` }, modules),
    ).rejects.toThrow(
      `The role ${first.name}_app has rights in the database ${first.name}. Each installation needs a serving role of its own.`,
    );
  });

  it('prints the statements for a superuser if the owner cannot create roles, and continues after they ran', async () => {
    const { name, owner, ownerUrl } = await installation();
    const result = await setUpDatabase({ ownerUrl }, modules);
    if (result.kind !== 'statements') throw new Error('the owner made a role');
    expect(result.reason).toMatch(new RegExp(`^${owner} may not make or change the role ${name}_app\\.`));
    for (const statement of result.statements) await onCluster(cluster, statement);
    const url = urlFor(ownerUrl, `${name}_app`, 'choose a password');
    expect(await setUpDatabase({ ownerUrl, servingUrl: url }, modules)).toMatchObject({ kind: 'done', url });
    expect(await refusal(url, ownerUrl)).toBe('it started');
  });

  it('upgrades an installation with one login: the role without a login becomes the serving login', async () => {
    const { name, ownerUrl, owner } = await installation();
    const role = `${name}_group`;
    await onCluster(cluster, `create role ${role} nologin; grant ${role} to ${owner}`);
    await migrate(ownerUrl, role, modules);
    const before = await refusal(ownerUrl);
    expect(before).toMatch(/which owns the table/);
    // With one login for both, as before the upgrade. The result has the statements that the start prints.
    const result = await setUpDatabase({ ownerUrl, servingUrl: ownerUrl }, modules);
    if (result.kind !== 'statements') throw new Error('the owner changed a role');
    for (const statement of result.statements) {
      expect(before).toContain(statement);
      await onCluster(cluster, statement);
    }
    expect(await refusal(urlFor(ownerUrl, role, 'choose a password'))).toBe('it started');
  });

  it('transfers the tables to another role', async () => {
    const { name, ownerUrl } = await installation('createrole');
    await setUpDatabase({ ownerUrl }, modules);
    const other = await setUpDatabase({ ownerUrl, role: `${name}_other` }, modules);
    expect(await refusal(other.kind === 'done' ? (other.url ?? '') : '')).toBe('it started');
    // The first role owns nothing any more.
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::int as n from information_schema.role_table_grants where grantee = '${name}_app'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
    await client.end();
  });
});
