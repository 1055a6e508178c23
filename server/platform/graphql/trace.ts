import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { traceScope } from '../observability/trace-scope.js';

// https://www.w3.org/TR/trace-context/#traceparent-header
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace id that the client sent, or a new one. */
export function newTraceId(given?: string | undefined): string {
  const id = given ? traceparent.exec(given)?.[1] : undefined;
  return id && !/^0+$/.test(id) ? id : randomUUID().replaceAll('-', '');
}

/** The trace id of the HTTP request that is being answered, for functions that are called without the request. */
export function currentTraceId(): string {
  return traceScope.getStore() ?? newTraceId();
}

/** Gives a request its trace id, which is sent back and logged. */
export function traced(req: Request, res: Response, next: () => void): void {
  const id = newTraceId(req.get('traceparent'));
  res.locals.traceId = id;
  res.set('x-trace-id', id);
  traceScope.run(id, next);
}

/** The trace id of the request that is being answered. */
export function traceIdOf(res: Response): string {
  return String(res.locals.traceId ?? '');
}
