import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import express from 'express';
import type { Config } from '../config/config.js';
import { bearerOf } from '../kernel/bearer.js';
import { refuse } from '../kernel/json-refusal.js';
import { isLoopback } from '../kernel/loopback.js';
import { plainAddress } from '../kernel/plain-address.js';
import type { Metrics } from './metrics.js';

/** `/metrics`, for Prometheus. If a token is configured, it is required. Otherwise only direct requests from this machine are answered. */
export function metricsRouter(
  { config, metrics }: { config: Config; metrics: Metrics },
  forwarded: (request: IncomingMessage) => boolean,
): express.Router {
  const { metricsToken } = config;
  const router = express.Router();
  router.get('/metrics', async (req, res) => {
    res.set('Cache-Control', 'no-store');
    if (metricsToken !== undefined && !bears(req.headers.authorization, metricsToken)) {
      res.set('WWW-Authenticate', 'Bearer');
      return refuse(
        res,
        401,
        'UNAUTHENTICATED',
        'Send the token of METRICS_TOKEN in the header Authorization: Bearer.',
      );
    }
    if (
      metricsToken === undefined &&
      (forwarded(req) || !isLoopback(plainAddress(req.socket.remoteAddress ?? '')))
    ) {
      const message =
        'Only direct requests from this machine are answered. Set METRICS_TOKEN to allow others.';
      return refuse(res, 403, 'FORBIDDEN', message);
    }
    const text = await metrics.registry.metrics();
    // prom-client writes NaN and infinities in another spelling than the text format has.
    res.set('Content-Type', metrics.registry.contentType).send(text.replaceAll(/ Nan$/gm, ' NaN'));
  });
  return router;
}

/** Hashed, so that the comparison takes equally long for every value. */
function bears(authorization: string | undefined, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(bearerOf(authorization) ?? ''), hash(token));
}
