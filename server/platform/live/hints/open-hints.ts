import type { Config } from '../../config/config.js';
import type { Log } from '../../observability/log.js';
import { Hints, type HintsOptions } from './hints.js';
import { postgresBus } from './postgres-bus.js';
import { redisBus } from './redis-bus.js';

/** Hints over Redis if it is configured, otherwise over the database; in memory with the embedded database, which has one server. */
export function openHints(
  { redisUrl, database: { url, directUrl = url } }: Config,
  log: Log,
  count: NonNullable<HintsOptions['count']>,
): Hints {
  const bus = redisUrl ? redisBus(redisUrl) : directUrl ? postgresBus(directUrl) : null;
  return new Hints({ bus, log, count });
}
