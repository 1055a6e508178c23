import type { NextFunction, Request, Response } from 'express';
import { routeOf } from './labels.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

// They come every few seconds, and say nothing new.
const probes = new Set(['/livez', '/readyz', '/metrics']);

/**
 * One line and one count for each request: what, who, how it ended, how long it took (milliseconds). No headers, no bodies, and
 * of the path only what it leads to.
 */
export function requestLog({ log, metrics }: { log: Log; metrics: Metrics }) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const begun = performance.now();
    // Taken now: routers shorten the path while they are at it.
    const { method } = req;
    const path = routeOf(req.path);
    res.once('close', () => {
      const took = performance.now() - begun;
      const ms = Math.round(took * 10) / 10;
      const { traceId, actor } = res.locals as { traceId?: string; actor?: string };
      // Whoever asked went away; a status was never sent.
      const status = res.writableFinished ? res.statusCode : null;
      metrics.requestEnded(method, path, status, took);
      log[probes.has(path) ? 'debug' : 'info']({ method, path, status, ms, traceId, actor }, 'request');
    });
    next();
  };
}

/** Errors that nobody expected, on their way to being answered without what they say. */
export function logFailures(log: Log) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    const { status = 500 } = error as { status?: number };
    const { traceId } = res.locals as { traceId?: string };
    if (status >= 500) log.error({ err: error, traceId }, 'a request failed');
    next(error);
  };
}
