import type { NextFunction, Request, Response } from 'express';
import type { Log } from './log.js';

/** One line for each request: what, how it ended, how long it took (milliseconds). No headers, no bodies. */
export function requestLog(log: Log) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const begun = performance.now();
    // Taken now: routers shorten the path while they are at it.
    const { method, path } = req;
    res.once('close', () => {
      const ms = Math.round((performance.now() - begun) * 10) / 10;
      const { traceId } = res.locals as { traceId?: string };
      // Probes come every few seconds, and say nothing new.
      const level = path === '/livez' || path === '/readyz' ? 'debug' : 'info';
      log[level]({ method, path, status: res.statusCode, ms, traceId }, 'request');
    });
    next();
  };
}
