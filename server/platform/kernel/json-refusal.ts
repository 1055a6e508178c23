import type { Response } from 'express';

/** What whoever is refused before GraphQL reads: one error, in the shape that GraphQL gives errors. */
export function refusalBody(code: string, message: string, traceId: string) {
  return { errors: [{ message, extensions: { code, traceId } }] };
}

/** Answers a request with one error: in JSON, never a page, and with the trace id that its line in the log has. */
export function refuse(res: Response, status: number, code: string, message: string): void {
  const { traceId = '' } = res.locals as { traceId?: string };
  res.status(status).json(refusalBody(code, message, traceId));
}
