import type { Response } from 'express';

/** The body of an HTTP answer that is refused before GraphQL: one error, in the shape of a GraphQL error. */
export function refusalBody(code: string, message: string, traceId: string) {
  return { errors: [{ message, extensions: { code, traceId } }] };
}

/** Answers a request with one error: as JSON, with the trace id that is also in the log. */
export function refuse(res: Response, status: number, code: string, message: string): void {
  const { traceId = '' } = res.locals as { traceId?: string };
  res.status(status).json(refusalBody(code, message, traceId));
}
