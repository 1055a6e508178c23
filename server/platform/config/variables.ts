import { z } from 'zod';
import { idOfType } from '../kernel/ids.js';
import { type Misspelt, misspelt } from '../kernel/misspelt.js';
import {
  type Definition,
  databaseUrl,
  define,
  exactUrl,
  flag,
  isRange,
  list,
  optional,
  text,
  url,
  webUrl,
  whole,
} from './parsers.js';

/** A setting. An empty default means: not set. */
export interface ConfigVariable {
  readonly name: string;
  readonly default: string;
  readonly description: string;
}

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

export const variables = {
  PORT: define('4000', whole(0, 65535), 'TCP port of the API; 0: any free port'),
  HOST: define(
    '127.0.0.1',
    z.string().regex(/^[\w.:-]+$/, 'must be a host name or an IP address'),
    'Address to listen on',
  ),
  PUBLIC_URL: optional(
    url(/^https?$/, 'https://tickets.example.com'),
    'URL at which people and programs reach the server, for links to tickets; not set: http://HOST:PORT',
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
  DATABASE_DIRECT_URL: optional(
    databaseUrl,
    'URL of the same database and login as DATABASE_URL without a pooler, for hints between servers; not set: DATABASE_URL',
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
  REDIS_URL: optional(
    url(/^rediss?$/, 'redis://user:password@host:6379'),
    'URL of Redis (6 or later) or Valkey, for hints between servers; not set: NOTIFY of PostgreSQL',
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
  LIVE_POLL_SECONDS: define(
    '1',
    whole(1, 3600),
    'Seconds between the looks at the event log that need no hint: the longest delay after a lost hint',
  ),
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
  LIVE_MAX_WAITING_COST: define(
    '4000000',
    whole(1, 2 ** 40),
    'Most weight that can wait to be pushed to all subscriptions of one user or API key on one server, before some of them get ResyncRequired',
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

/** The values of the variables, parsed. */
export type Values = {
  [K in keyof typeof variables]: (typeof variables)[K] extends Definition<infer T> ? T : never;
};

/** All variables, in the order in which they are shown. */
export const configVariables: readonly ConfigVariable[] = Object.entries(variables).map(
  ([name, { fallback, description }]) => ({ name, default: fallback, description }),
);

/** The text of `.env.example`: every variable with its default, all commented out. */
export function renderEnvExample(): string {
  const entries = configVariables.map((it) => `# ${it.description}\n#${it.name}=${it.default}\n`);
  const title =
    '# All settings with their defaults. Copy this file to .env, and remove the # before the settings you change.';
  return `${title}\n\n${entries.join('\n')}`;
}

/** Environment variables that are probably misspelt settings. Their values are not read, because they can be secrets. */
export function unknownVariables(env: NodeJS.ProcessEnv): Misspelt[] {
  const settings = configVariables.map(({ name }) => name);
  return misspelt(Object.keys(env), settings);
}
