import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../server/platform/config/config.js';
import { configVariables, renderEnvExample, unknownVariables } from '../server/platform/config/variables.js';

describe('the configuration', () => {
  test('needs no variable: it uses an embedded database and object store on loopback', () => {
    expect(loadConfig({})).toMatchObject({
      http: { host: '127.0.0.1', port: 4000, allowedOrigins: [] },
      dataDir: resolve('.data'),
      database: { url: undefined, poolSize: 10 },
      storage: { external: undefined, publicEndpoint: undefined, bucket: 'ticketwire', forcePathStyle: true },
      demo: true,
      sessionMs: 43_200_000,
      live: { positionMs: 15_000, retentionMs: 604_800_000 },
    });
  });

  test('reads an empty variable as not set', () => {
    expect(loadConfig(Object.fromEntries(configVariables.map(({ name }) => [name, ' '])))).toEqual(
      loadConfig({}),
    );
  });

  test('can use its own default values', () => {
    const defaults = Object.fromEntries(configVariables.map((it) => [it.name, it.default]));
    expect(loadConfig(defaults)).toEqual(loadConfig({}));
  });

  test("reads an external object store, which browsers reach at the server's URL by default", () => {
    const env = {
      S3_ENDPOINT: 'https://s3.example.com/',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(loadConfig(env).storage).toMatchObject({
      external: { endpoint: 'https://s3.example.com', accessKeyId: 'key', secretAccessKey: 'secret' },
      publicEndpoint: 'https://s3.example.com',
    });
    expect(
      loadConfig({ ...env, S3_PUBLIC_ENDPOINT: 'https://files.example.com' }).storage.publicEndpoint,
    ).toBe('https://files.example.com');
  });

  test.each<[string, NodeJS.ProcessEnv, string]>([
    ['PORT', { PORT: 'http' }, 'must be a whole number'],
    ['PORT', { PORT: '65536' }, 'must be between 0 and 65535'],
    ['PUBLIC_URL', { PUBLIC_URL: 'tickets.example.com' }, 'must be a URL like https://tickets.example.com'],
    ['HOST', { HOST: 'a b' }, 'must be a host name or an IP address'],
    ['HOST', { HOST: '0.0.0.0' }, 'or set DEMO=0 or HOST=127.0.0.1'],
    ['HOST', { HOST: '127.evil.example', DEMO: '1' }, 'or set DEMO=0 or HOST=127.0.0.1'],
    ['HOST', { HOST: '0.0.0.0', DEMO: '0' }, 'but not the embedded object store'],
    ['HOST', { HOST: '::', DATABASE_URL: 'postgres://app@db/desk' }, 'but not the embedded object store'],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://host/db' }, 'must be a URL like postgres://'],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://host/db' }, 'must name the user and the database'],
    [
      'DATABASE_OWNER_URL',
      { DATABASE_OWNER_URL: 'postgres://me@host' },
      'must name the user and the database',
    ],
    [
      'DATABASE_DIRECT_URL',
      { DATABASE_DIRECT_URL: 'postgres://app@db/desk' },
      'has no effect without DATABASE_URL',
    ],
    [
      'DATABASE_DIRECT_URL',
      { DATABASE_URL: 'postgres://app@pooler/desk', DATABASE_DIRECT_URL: 'postgres://owner@db/desk' },
      'must log in as the same role as DATABASE_URL',
    ],
    ['REDIS_URL', { REDIS_URL: 'http://host' }, 'must be a URL like redis://'],
    ['DEMO', { DEMO: '1', DATABASE_URL: 'postgres://app@db/desk' }, '1 needs DATABASE_OWNER_URL'],
    ['S3_ENDPOINT', { S3_ENDPOINT: 'store.example.com' }, 'must be a URL like https://'],
    [
      'S3_SECRET_ACCESS_KEY',
      { S3_ENDPOINT: 'https://a.example', S3_ACCESS_KEY_ID: 'k' },
      'is required with S3_ENDPOINT',
    ],
    ['S3_ACCESS_KEY_ID', { S3_ACCESS_KEY_ID: 'k' }, 'has no effect without S3_ENDPOINT'],
    ['S3_BUCKET', { S3_BUCKET: 'My Bucket' }, 'must be a bucket name'],
    ['S3_CHECKSUMS', { S3_CHECKSUMS: 'ALWAYS' }, 'must be WHEN_REQUIRED or WHEN_SUPPORTED'],
    [
      'ATTACHMENT_TYPES',
      { ATTACHMENT_TYPES: 'image/png,pdf' },
      "must be MIME types, separated by commas, but there is 'pdf'",
    ],
    ['DEMO', { DEMO: 'yes' }, 'must be 0 or 1'],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'demo' }, 'must have at least 10 characters'],
    ['BUILD', { BUILD: 'v1 "x"' }, 'must have at most 64 characters: letters'],
    ['SESSION_HOURS', { SESSION_HOURS: '0' }, 'must be between 1 and 8760'],
    ['LIMIT_DEPTH', { LIMIT_DEPTH: '-1' }, 'must be a whole number'],
    ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://a.example, b.example' }, "but there is 'b.example'"],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, 'must be fatal, error'],
  ])('refuses a wrong %s: %o', (name, env, message) => {
    const load = () => loadConfig(env);
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(
      new RegExp(`^\\s+${name}: .*${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'm'),
    );
  });

  test('names all errors at once and repeats no secret', () => {
    const load = () => loadConfig({ PORT: 'x', DEMO: '2', DATABASE_URL: 'mysql://user:hunter2@host/db' });
    expect(load).toThrow(/PORT.*DATABASE_URL.*DEMO/s);
    expect(load).not.toThrow(/hunter2/);
  });

  test('accepts other hosts without demo data if clients can reach the object store', () => {
    const store = { S3_ENDPOINT: 'https://s3.example.com', S3_ACCESS_KEY_ID: 'k', S3_SECRET_ACCESS_KEY: 's' };
    expect(loadConfig({ HOST: '0.0.0.0', DEMO: '0', ...store }).http.host).toBe('0.0.0.0');
    const proxied = { S3_PUBLIC_ENDPOINT: 'https://files.example.com' };
    expect(loadConfig({ HOST: '0.0.0.0', DEMO: '0', ...proxied }).http.host).toBe('0.0.0.0');
  });

  test.each<[boolean, NodeJS.ProcessEnv]>([
    [true, {}],
    [false, { DEMO: '0' }],
    [false, { DATABASE_URL: 'postgres://app@db/desk' }],
    [false, { DATABASE_URL: 'postgres://app@db/desk', DATABASE_OWNER_URL: 'postgres://me@db/desk' }],
    [
      true,
      { DATABASE_URL: 'postgres://app@db/desk', DATABASE_OWNER_URL: 'postgres://me@db/desk', DEMO: '1' },
    ],
  ])('creates demo data: %o with %o', (demo, env) => {
    expect(loadConfig(env).demo).toBe(demo);
  });

  test('accepts other hosts with demo data if its passwords are private', () => {
    const store = { S3_PUBLIC_ENDPOINT: 'https://files.example.com' };
    const env = { HOST: '0.0.0.0', DEMO: '1', DEMO_PASSWORD: 'ten letters', ...store };
    expect(loadConfig(env)).toMatchObject({ http: { host: '0.0.0.0' }, demoPassword: 'ten letters' });
  });

  test('is documented: .env.example agrees with the table of settings', async () => {
    expect(await readFile(new URL('../.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample());
  });
});

describe('a variable that is not a setting', () => {
  const meant = (name: string) => unknownVariables({ [name]: 'secret' })[0]?.nearest;

  test.each([
    ['S3_ENDPOIN', 'S3_ENDPOINT'],
    ['S3_SECRET_KEY', 'S3_SECRET_ACCESS_KEY'],
    ['s3_bucket', 'S3_BUCKET'],
    ['DATABASE_UR', 'DATABASE_URL'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['OIDC_ISUER', 'OIDC_ISSUER'],
    ['LIMIT_DEPHT', 'LIMIT_DEPTH'],
    ['ALOWED_ORIGIN', 'ALLOWED_ORIGINS'],
    ['PROT', 'PORT'],
    ['HOSTS', 'HOST'],
    ['LOGLEVEL', 'LOG_LEVEL'],
  ])('is reported: %s probably means %s', (name, nearest) => {
    expect(meant(name)).toBe(nearest);
  });

  test('is reported for every setting with one letter missing or two letters swapped', () => {
    const names = configVariables.map(({ name }) => name);
    for (const name of names) {
      for (let i = 0; i < name.length - 1; i += 1) {
        const [before, one = '', other = '', after] = [
          name.slice(0, i),
          name[i],
          name[i + 1],
          name.slice(i + 2),
        ];
        for (const slip of [before + other + after, before + other + one + after]) {
          if (!names.includes(slip)) expect([slip, meant(slip)]).toEqual([slip, expect.any(String)]);
        }
      }
    }
  });

  test.each([
    'HOME',
    'PATH',
    'HOSTNAME',
    'PWD',
    'LANG',
    'LOGNAME',
    'SESSION_MANAGER',
    'NODE_ENV',
    'ADMIN_PASSWORD',
  ])('is ignored if it belongs to another program: %s', (name) => {
    expect(meant(name)).toBeUndefined();
  });

  test('is ignored if Kubernetes sets it for a service whose name has one of our prefixes', () => {
    for (const name of [
      'S3_SERVICE_HOST',
      'S3_PORT',
      'DATABASE_PORT_5432_TCP_ADDR',
      'DATABASE_SERVICE_PORT_PG',
    ])
      expect([name, meant(name)]).toEqual([name, undefined]);
  });

  test('is named in the error message, as it may be the cause; its value is not', () => {
    const load = () => loadConfig({ S3_ENDPOIN: 'https://hunter2', S3_ACCESS_KEY_ID: 'key' });
    expect(load).toThrow(/^ {2}S3_ENDPOIN: is not a setting and has no effect; did you mean S3_ENDPOINT\?$/m);
    expect(load).not.toThrow(/hunter2/);
  });
});
