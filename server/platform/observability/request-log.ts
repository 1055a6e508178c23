import type { NextFunction, Request, Response } from 'express';
import { routeOf } from './labels.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

// Probes come every few seconds and are not worth a line.
const probes = new Set(['/livez', '/readyz', '/metrics']);

/**
 * Logs and counts each request: method, route, client, status, duration in milliseconds. Headers, bodies, and the variable parts of paths
 * are left out.
 */
export function requestLog({ log, metrics }: { log: Log; metrics: Metrics }) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const begun = performance.now();
    // Read now, because routers shorten the path while they handle it.
    const { method } = req;
    const path = routeOf(req.path);
    res.once('close', () => {
      const took = performance.now() - begun;
      const ms = Math.round(took * 10) / 10;
      const { traceId, actor } = res.locals as { traceId?: string; actor?: string };
      // The client disconnected before a status was sent.
      const status = res.writableFinished ? res.statusCode : null;
      metrics.requestEnded(method, path, status, took);
      log[probes.has(path) ? 'debug' : 'info']({ method, path, status, ms, traceId, actor }, 'request');
    });
    next();
  };
}

/** Logs unexpected errors before they are answered without their message. */
export function logFailures(log: Log) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    const { status = 500 } = error as { status?: number };
    const { traceId } = res.locals as { traceId?: string };
    if (status >= 500) log.error({ err: error, traceId }, 'a request failed');
    next(error);
  };
}
