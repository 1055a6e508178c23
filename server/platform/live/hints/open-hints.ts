import type { Config } from '../../config/config.js';
import type { Log } from '../../observability/log.js';
import { Hints, type HintsOptions } from './hints.js';
import { postgresBus } from './postgres-bus.js';
import { redisBus } from './redis-bus.js';

/** Hints over Redis if it is configured, otherwise over the database. `servingUrl`: of the embedded database, too, which other servers can use. */
export function openHints(
  { redisUrl, database: { directUrl } }: Config,
  servingUrl: string,
  log: Log,
  count: NonNullable<HintsOptions['count']>,
): Hints {
  const bus = redisUrl ? redisBus(redisUrl) : postgresBus(directUrl ?? servingUrl);
  return new Hints({ bus, log, count });
}
