import { resolve } from 'node:path';
import { idOfType } from '../kernel/ids.js';
import { contradictions, wantsDemo } from './contradictions.js';
import type { Definition } from './parsers.js';
import { unknownVariables, type Values, variables } from './variables.js';

/** Thrown when the environment cannot be used; the message has one line for each variable that is wrong. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Variables for which an empty value means an empty list. */
const emptyLists = new Set(['ALLOWED_ORIGINS', 'TRUSTED_PROXIES']);

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

function arrange(it: Values) {
  const second = 1000;
  const hour = 3600 * second;
  return {
    http: {
      host: it.HOST,
      port: it.PORT,
      /** Undefined: the address on which the server listens. */
      publicUrl: it.PUBLIC_URL,
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
      /** Undefined: `url`. */
      directUrl: it.DATABASE_DIRECT_URL,
      poolSize: it.DATABASE_POOL_SIZE,
      preparedStatements: it.DATABASE_PREPARED_STATEMENTS,
      livePoolSize: it.DATABASE_LIVE_POOL_SIZE,
    },
    /** Undefined: hints go over the database. */
    redisUrl: it.REDIS_URL,
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
      pollMs: it.LIVE_POLL_SECONDS * second,
      positionMs: it.LIVE_POSITION_SECONDS * second,
      retentionMs: it.LIVE_RETENTION_DAYS * 24 * hour,
      maxBehindEvents: it.LIVE_MAX_BEHIND,
      maxWaitingCost: it.LIVE_MAX_WAITING_COST,
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
