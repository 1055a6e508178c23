import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { idOfType } from '../kernel/ids.js';
import { isLoopback, isSafeOnItsWay } from '../kernel/loopback.js';
import { type Misspelt, misspelt } from '../kernel/misspelt.js';

/** Thrown when the environment cannot be used; the message has one line for each variable that is wrong. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** A setting. An empty default means: not set. */
export interface ConfigVariable {
  readonly name: string;
  readonly default: string;
  readonly description: string;
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((it) => it >= min && it <= max, `must be between ${min} and ${max}`);
const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((it) => it === '1');
const text = z.string();
const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be a URL like ${example}` }).transform((it) => it.replace(/\/+$/, ''));
const webUrl = url(/^https?$/, 'https://storage.example.com');
const databaseUrl = url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/ticketwire').refine(
  (it) => new URL(it).username !== '' && new URL(it).pathname.length > 1,
  'must name the user and the database, like postgres://user:password@host:5432/ticketwire',
);
/** A URL that is used exactly as it is written. */
const exactUrl = (example: string) => z.url({ protocol: /^https?$/, error: `must be a URL like ${example}` });
const list = (fits: (item: string) => boolean, message: string) =>
  z
    .string()
    .transform((it) =>
      it
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(
      z.array(z.string().refine(fits, { error: (issue) => `${message}, but there is '${issue.input}'` })),
    );

/** An address, a range of addresses, or a name for several ranges. */
function isRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return most > 0 && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= most));
}

interface Definition<T> {
  readonly fallback: string;
  readonly parser: z.ZodType<Exclude<T, undefined>, string>;
  readonly description: string;
}

const define = <T>(fallback: string, parser: z.ZodType<T, string>, description: string) =>
  ({ fallback, parser, description }) as Definition<T>;
const optional = <T>(parser: z.ZodType<T, string>, description: string) =>
  define('', parser, description) as Definition<T | undefined>;

const office = 'application/vnd.openxmlformats-officedocument';
const attachmentTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/heic',
  'image/bmp',
  'image/tiff',
  'application/pdf',
  'text/plain',
  'text/csv',
  'text/tab-separated-values',
  'text/markdown',
  'text/calendar',
  'application/json',
  'application/xml',
  'application/zip',
  'application/gzip',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.ms-outlook',
  `${office}.wordprocessingml.document`,
  `${office}.spreadsheetml.sheet`,
  `${office}.presentationml.presentation`,
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'message/rfc822',
  'video/mp4',
  'video/quicktime',
  'video/webm',
].join(',');

const variables = {
  PORT: define('4000', whole(0, 65535), 'TCP port of the API; 0: any free port'),
  HOST: define(
    '127.0.0.1',
    z.string().regex(/^[\w.:-]+$/, 'must be a host name or an IP address'),
    'Address to listen on',
  ),
  DATA_DIR: define('.data', text, 'Folder of the embedded database and object store'),
  DATABASE_URL: optional(
    databaseUrl,
    'URL of PostgreSQL with the login of the serving role, which owns nothing; not set: an embedded PostgreSQL',
  ),
  DATABASE_OWNER_URL: optional(
    databaseUrl,
    "URL of the same database with its owner's login, for migration and set-up; a server without it does neither",
  ),
  DATABASE_PREPARED_STATEMENTS: define(
    '1',
    flag,
    '1: prepare statements under names; 0: do not, for poolers without support for them (PgBouncer before 1.21)',
  ),
  DATABASE_POOL_SIZE: define('10', whole(1, 1000), 'Most connections of one server to PostgreSQL'),
  DATABASE_LIVE_POOL_SIZE: define(
    '5',
    whole(1, 1000),
    'Most additional connections of one server to PostgreSQL, for pushes to subscribers',
  ),
  S3_ENDPOINT: optional(webUrl, 'URL of an S3-compatible object store; not set: an embedded one'),
  S3_PUBLIC_ENDPOINT: optional(
    webUrl,
    'URL at which clients reach the store; not set: the same as S3_ENDPOINT',
  ),
  S3_REGION: define('us-east-1', text, 'Region for which requests to the store are signed'),
  S3_BUCKET: define(
    'ticketwire',
    z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        'must be a bucket name: 3 to 63 characters of a-z, 0-9, . and -',
      ),
    'Bucket of the attachments',
  ),
  S3_ACCESS_KEY_ID: optional(text, 'Access key of the store; required with S3_ENDPOINT'),
  S3_SECRET_ACCESS_KEY: optional(text, 'Secret of the access key; required with S3_ENDPOINT'),
  S3_FORCE_PATH_STYLE: define('1', flag, '1: the bucket is in the path of URLs; 0: in the host name'),
  S3_CHECKSUMS: define(
    'WHEN_REQUIRED',
    z.enum(['WHEN_REQUIRED', 'WHEN_SUPPORTED'], 'must be WHEN_REQUIRED or WHEN_SUPPORTED'),
    'When the server adds checksums to its own uploads; some stores refuse them',
  ),
  ATTACHMENT_MAX_BYTES: define('52428800', whole(1, 2 ** 31 - 1), 'Largest attachment, in bytes'),
  ATTACHMENT_TYPES: define(
    attachmentTypes,
    list((it) => /^[\w.+-]+\/[\w.+-]+$/.test(it), 'must be MIME types, separated by commas'),
    'MIME types that attachments can have',
  ),
  DEMO: optional(
    flag,
    '1: fill an empty database with demo data, with public passwords; 0: do not; not set: 1 only with the embedded database',
  ),
  DEMO_PASSWORD: optional(
    z.string().min(10, 'must have at least 10 characters'),
    'Password of the demo accounts instead of the public one; other machines can reach the demo only with it',
  ),
  SESSION_HOURS: define('12', whole(1, 8760), 'Hours until a session expires, or must be renewed'),
  RENEWAL_DAYS: define('30', whole(0, 3650), 'Days after signing in for which a session can be renewed'),
  OIDC_ISSUER: optional(
    exactUrl('https://id.example.com'),
    "Issuer of the identity provider's access tokens (OpenID Connect), exactly as in the tokens; not set: none is accepted",
  ),
  OIDC_AUDIENCE: optional(text, 'Audience that access tokens must have; required with OIDC_ISSUER'),
  OIDC_JWKS_URL: optional(
    exactUrl('https://id.example.com/keys'),
    "URL of the provider's keys (JWKS); not set: the one in its discovery document",
  ),
  OIDC_ALGORITHMS: define(
    'RS256,PS256,ES256,EdDSA',
    list(
      (it) => /^((RS|PS|ES)(256|384|512)|EdDSA)$/.test(it),
      'must be RS256 to RS512, PS256 to PS512, ES256 to ES512, EdDSA',
    ),
    'Algorithms with which access tokens can be signed',
  ),
  OIDC_ORGANISATION: optional(
    z
      .string()
      .refine((it) => idOfType(it, 'Organisation') !== null, 'must be the global id of an organisation'),
    'Global id of the organisation whose users the provider signs in; not set: the only organisation',
  ),
  OIDC_PROVISION: define(
    '1',
    flag,
    '1: unknown people with a verified e-mail address become requesters; 0: they are refused',
  ),
  OIDC_CLOCK_TOLERANCE_SECONDS: define(
    '5',
    whole(0, 300),
    "Most seconds by which the provider's clock can differ",
  ),
  OIDC_JWKS_CACHE_SECONDS: define(
    '600',
    whole(1, 86_400),
    "Seconds for which the provider's keys are cached",
  ),
  OIDC_JWKS_COOLDOWN_SECONDS: define(
    '30',
    whole(1, 3600),
    'Least seconds between two requests for a key that is not among the cached ones',
  ),
  INTROSPECTION: define('1', flag, '1: clients can read the schema (introspection); 0: they cannot'),
  LIMIT_TOKENS: define('2000', whole(1, 1_000_000), 'Most tokens in one GraphQL document'),
  LIMIT_DEPTH: define(
    '12',
    whole(1, 1000),
    'Greatest depth of nested fields in one operation, and of its inputs',
  ),
  LIMIT_WIDTH: define(
    '100',
    whole(1, 100_000),
    'Most sibling fields with selections of their own, including those of fragments',
  ),
  LIMIT_ALIASES: define('30', whole(0, 100_000), 'Most aliases in one operation'),
  LIMIT_DIRECTIVES: define('50', whole(0, 100_000), 'Most directives in one operation'),
  LIMIT_ROOT_FIELDS: define('20', whole(1, 100_000), 'Most root fields in one operation'),
  LIMIT_COST: define('20000', whole(1, 1_000_000_000), 'Greatest estimated cost of one operation'),
  LIMIT_INPUT_VALUES: define('10000', whole(1, 10_000_000), 'Most values in the variables of one operation'),
  LIMIT_BODY_BYTES: define(
    '1048576',
    whole(1024, 1024 ** 3),
    'Largest size of one request or WebSocket message, in bytes',
  ),
  LIMIT_WRITES_PER_MINUTE: define(
    '6000',
    whole(1, 10_000_000),
    'Most mutations of one user or API key within a minute, on one server',
  ),
  LIMIT_UNFINISHED_UPLOADS: define(
    '40',
    whole(1, 100_000),
    'Most uploads of one user or API key that are announced and not completed, over all servers; each counts for an hour',
  ),
  LIMIT_UNFINISHED_UPLOAD_BYTES: define(
    '536870912',
    whole(1, 2 ** 50),
    'Most bytes of these uploads together',
  ),
  LIMIT_REQUEST_SECONDS: define('30', whole(1, 3600), 'Most seconds until a request has arrived'),
  LIVE_POSITION_SECONDS: define(
    '15',
    whole(1, 3600),
    'Seconds between the positions that are sent to quiet subscriptions',
  ),
  LIVE_RETENTION_DAYS: define('7', whole(1, 3650), 'Days for which events can be replayed to subscribers'),
  LIVE_MAX_BEHIND: define(
    '10000',
    whole(1, 10_000_000),
    'Most events that a live subscriber can fall behind before it gets ResyncRequired',
  ),
  WS_OPERATIONS_PER_SOCKET: define(
    '50',
    whole(1, 10_000),
    'Most operations that run on one WebSocket at once',
  ),
  WS_SUBSCRIPTIONS_PER_ACTOR: define(
    '100',
    whole(1, 100_000),
    'Most subscriptions of one user or API key on one server at once',
  ),
  WS_SOCKETS_PER_ACTOR: define(
    '50',
    whole(1, 100_000),
    'Most WebSockets of one user or API key on one server at once; without a token, of one address',
  ),
  WS_SOCKETS_PER_ADDRESS: define(
    '1000',
    whole(1, 1_000_000),
    'WebSockets from one address on one server at once; of IPv6, from one /64',
  ),
  WS_PING_SECONDS: define(
    '12',
    whole(1, 3600),
    'Seconds between pings of WebSockets; a client that has not answered by the next ping is dropped',
  ),
  TRUSTED_PROXIES: define(
    '',
    list(
      isRange,
      'must be addresses, ranges such as 10.0.0.0/8, loopback, linklocal or uniquelocal, separated by commas',
    ),
    'Proxies whose X-Forwarded-For is trusted: addresses, ranges, loopback, linklocal, uniquelocal; empty: none',
  ),
  ALLOWED_ORIGINS: define(
    '',
    list(
      (it) => /^https?:\/\/[^/\s]+$/.test(it),
      'must be origins such as https://desk.example.com, separated by commas',
    ),
    'Web origins that can call the API, separated by commas; empty: only the same host',
  ),
  CLOCKS_EVERY_SECONDS: define(
    '10',
    whole(1, 3600),
    'Seconds between runs of scheduled tasks: automatic closing, reminders',
  ),
  LOG_LEVEL: define(
    'info',
    z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    ),
    'Level of the log: this level and more severe ones',
  ),
  SLOW_OPERATION_MS: define(
    '1000',
    whole(1, 3_600_000),
    'Milliseconds after which a query or mutation is logged as slow',
  ),
  METRICS_TOKEN: optional(
    z.string().regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 characters and no spaces'),
    'Token that /metrics requires; not set: it answers only this machine',
  ),
  BUILD: optional(
    z.string().regex(/^[\w.+-]{1,64}$/, 'must have at most 64 characters: letters, digits, ., _, + and -'),
    'Name of the build, for /livez, the log and the metrics; not set: the Git commit that was built',
  ),
  DRAIN_GRACE_SECONDS: define(
    '0',
    whole(0, 300),
    'Seconds for which a stopping server keeps serving while it is not ready, until load balancers have noticed',
  ),
  SIGN_IN_ATTEMPTS_PER_ACCOUNT: define(
    '10',
    whole(1, 1_000_000),
    'Wrong passwords for one account from one address after which this pair must wait 15 minutes',
  ),
  SIGN_IN_ATTEMPTS_OF_STRANGERS: define(
    '100',
    whole(1, 1_000_000),
    'Wrong passwords within an hour for one account from addresses that did not sign in to it within 30 days, after which such addresses must wait',
  ),
  SIGN_IN_ATTEMPTS_PER_ADDRESS: define(
    '100',
    whole(1, 1_000_000),
    'Wrong passwords from one address over all accounts after which it must wait 15 minutes',
  ),
};

type Values = {
  [K in keyof typeof variables]: (typeof variables)[K] extends Definition<infer T> ? T : never;
};

/** All variables, in the order in which they are shown. */
export const configVariables: readonly ConfigVariable[] = Object.entries(variables).map(
  ([name, { fallback, description }]) => ({ name, default: fallback, description }),
);

/** Variables for which an empty value means an empty list. */
const emptyLists = new Set(['ALLOWED_ORIGINS', 'TRUSTED_PROXIES']);

/** The text of `.env.example`: every variable with its default, all commented out. */
export function renderEnvExample(): string {
  const entries = configVariables.map((it) => `# ${it.description}\n#${it.name}=${it.default}\n`);
  const title =
    '# All settings with their defaults. Copy this file to .env, and remove the # before the settings you change.';
  return `${title}\n\n${entries.join('\n')}`;
}

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** All settings, parsed. */
export type Config = DeepReadonly<ReturnType<typeof arrange>>;

/** Reads the configuration. An empty variable counts as not set. Throws a `ConfigError` that names everything that is wrong. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { fallback, parser }] of Object.entries<Definition<unknown>>(variables)) {
    const given = env[name]?.trim() || fallback;
    if (given === '' && !emptyLists.has(name)) continue;
    const result = parser.safeParse(given);
    if (result.success) values[name] = result.data;
    else problems.push(`${name}: ${[...new Set(result.error.issues.map((it) => it.message))].join('; ')}`);
  }
  problems.push(...contradictions(values as Partial<Values>));
  if (problems.length > 0) {
    const hints = unknownVariables(env).map(
      ({ name, nearest }) => `${name}: is not a setting and has no effect; did you mean ${nearest}?`,
    );
    throw new ConfigError(['The configuration is not valid:', ...problems, ...hints].join('\n  '));
  }
  return arrange(values as Values);
}

/** Environment variables that are probably misspelt settings. Their values are not read, because they can be secrets. */
export function unknownVariables(env: NodeJS.ProcessEnv): Misspelt[] {
  const settings = configVariables.map(({ name }) => name);
  return misspelt(Object.keys(env), settings);
}

function contradictions(values: Partial<Values>): string[] {
  const problems: string[] = [];
  for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const) {
    if (values.S3_ENDPOINT && !values[name]) problems.push(`${name}: is required with S3_ENDPOINT`);
    if (!values.S3_ENDPOINT && values[name]) {
      problems.push(
        `${name}: has no effect without S3_ENDPOINT (Amazon S3: https://s3.<region>.amazonaws.com)`,
      );
    }
  }
  if (values.OIDC_ISSUER && !values.OIDC_AUDIENCE)
    problems.push('OIDC_AUDIENCE: is required with OIDC_ISSUER');
  for (const name of ['OIDC_AUDIENCE', 'OIDC_JWKS_URL', 'OIDC_ORGANISATION'] as const) {
    if (values[name] && !values.OIDC_ISSUER) problems.push(`${name}: has no effect without OIDC_ISSUER`);
  }
  for (const name of ['OIDC_ISSUER', 'OIDC_JWKS_URL'] as const) {
    if (values[name] && !isSafeOnItsWay(values[name]))
      problems.push(`${name}: must be https, except for a provider on this machine`);
  }
  if (values.DEMO && values.DATABASE_URL && !values.DATABASE_OWNER_URL)
    problems.push('DEMO: 1 needs DATABASE_OWNER_URL, because only the owner can create organisations');
  if (values.HOST && !isLoopback(values.HOST)) problems.push(...publicProblems(values));
  return problems;
}

/** Why the program cannot listen on an address that other machines can reach. */
function publicProblems(values: Partial<Values>): string[] {
  const reach = `HOST: other machines can reach ${values.HOST}`;
  const problems: string[] = [];
  if (wantsDemo(values) && !values.DEMO_PASSWORD) {
    problems.push(
      `${reach}, but the demo accounts have public passwords. Set DEMO_PASSWORD to make them private, or set DEMO=0 or HOST=127.0.0.1`,
    );
  }
  if (!values.S3_ENDPOINT && !values.S3_PUBLIC_ENDPOINT) {
    problems.push(
      `${reach}, but not the embedded object store: clients would get upload and download URLs of 127.0.0.1. ` +
        'Set S3_ENDPOINT to a store that clients can reach, S3_PUBLIC_ENDPOINT to a proxy in front of the embedded one, or HOST=127.0.0.1',
    );
  }
  return problems;
}

function wantsDemo({ DEMO, DATABASE_URL }: Partial<Values>): boolean {
  return DEMO ?? DATABASE_URL === undefined;
}

function arrange(it: Values) {
  const second = 1000;
  const hour = 3600 * second;
  return {
    http: {
      host: it.HOST,
      port: it.PORT,
      allowedOrigins: it.ALLOWED_ORIGINS,
      trustedProxies: it.TRUSTED_PROXIES,
      requestMs: it.LIMIT_REQUEST_SECONDS * second,
      drainGraceMs: it.DRAIN_GRACE_SECONDS * second,
    },
    dataDir: resolve(it.DATA_DIR),
    /** `url` undefined: the embedded PostgreSQL. */
    database: {
      url: it.DATABASE_URL,
      ownerUrl: it.DATABASE_OWNER_URL,
      poolSize: it.DATABASE_POOL_SIZE,
      preparedStatements: it.DATABASE_PREPARED_STATEMENTS,
      livePoolSize: it.DATABASE_LIVE_POOL_SIZE,
    },
    storage: {
      /** Undefined: the embedded object store. */
      external: it.S3_ENDPOINT
        ? {
            endpoint: it.S3_ENDPOINT,
            accessKeyId: it.S3_ACCESS_KEY_ID ?? '',
            secretAccessKey: it.S3_SECRET_ACCESS_KEY ?? '',
          }
        : undefined,
      /** Undefined: the endpoint of the embedded store. */
      publicEndpoint: it.S3_PUBLIC_ENDPOINT ?? it.S3_ENDPOINT,
      region: it.S3_REGION,
      bucket: it.S3_BUCKET,
      forcePathStyle: it.S3_FORCE_PATH_STYLE,
      checksums: it.S3_CHECKSUMS,
    },
    attachments: {
      maxBytes: it.ATTACHMENT_MAX_BYTES,
      types: it.ATTACHMENT_TYPES,
      unfinished: {
        uploads: it.LIMIT_UNFINISHED_UPLOADS,
        bytes: Math.max(it.LIMIT_UNFINISHED_UPLOAD_BYTES, it.ATTACHMENT_MAX_BYTES),
      },
    },
    demo: wantsDemo(it),
    /** Undefined: the public password. */
    demoPassword: it.DEMO_PASSWORD,
    /** Undefined: no identity provider. */
    identityProvider:
      it.OIDC_ISSUER && it.OIDC_AUDIENCE
        ? {
            issuer: it.OIDC_ISSUER,
            audience: it.OIDC_AUDIENCE,
            jwksUrl: it.OIDC_JWKS_URL,
            algorithms: it.OIDC_ALGORITHMS,
            organisationId: it.OIDC_ORGANISATION ? idOfType(it.OIDC_ORGANISATION, 'Organisation') : null,
            provision: it.OIDC_PROVISION,
            clockToleranceSeconds: it.OIDC_CLOCK_TOLERANCE_SECONDS,
            jwksCacheSeconds: it.OIDC_JWKS_CACHE_SECONDS,
            jwksCooldownSeconds: it.OIDC_JWKS_COOLDOWN_SECONDS,
          }
        : undefined,
    sessionMs: it.SESSION_HOURS * hour,
    sessionRenewalMs: it.RENEWAL_DAYS * 24 * hour,
    signIn: {
      attemptsPerAccount: it.SIGN_IN_ATTEMPTS_PER_ACCOUNT,
      attemptsOfStrangers: it.SIGN_IN_ATTEMPTS_OF_STRANGERS,
      attemptsPerAddress: it.SIGN_IN_ATTEMPTS_PER_ADDRESS,
      windowSeconds: 15 * 60,
    },
    graphql: {
      introspection: it.INTROSPECTION,
      limits: {
        tokens: it.LIMIT_TOKENS,
        depth: it.LIMIT_DEPTH,
        width: it.LIMIT_WIDTH,
        aliases: it.LIMIT_ALIASES,
        directives: it.LIMIT_DIRECTIVES,
        rootFields: it.LIMIT_ROOT_FIELDS,
        cost: it.LIMIT_COST,
        inputValues: it.LIMIT_INPUT_VALUES,
        bodyBytes: it.LIMIT_BODY_BYTES,
        writesPerMinute: it.LIMIT_WRITES_PER_MINUTE,
      },
    },
    live: {
      positionMs: it.LIVE_POSITION_SECONDS * second,
      retentionMs: it.LIVE_RETENTION_DAYS * 24 * hour,
      maxBehindEvents: it.LIVE_MAX_BEHIND,
      operationsPerSocket: it.WS_OPERATIONS_PER_SOCKET,
      subscriptionsPerActor: it.WS_SUBSCRIPTIONS_PER_ACTOR,
      socketsPerActor: it.WS_SOCKETS_PER_ACTOR,
      socketsPerAddress: it.WS_SOCKETS_PER_ADDRESS,
      pingMs: it.WS_PING_SECONDS * second,
    },
    clocksMs: it.CLOCKS_EVERY_SECONDS * second,
    /** Undefined: the commit that was built. */
    build: it.BUILD,
    logLevel: it.LOG_LEVEL,
    slowOperationMs: it.SLOW_OPERATION_MS,
    /** Undefined: only this machine can read metrics. */
    metricsToken: it.METRICS_TOKEN,
  } as const;
}
