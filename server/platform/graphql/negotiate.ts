import { isUtf8 } from 'node:buffer';
import type { NextFunction, Request, Response } from 'express';
import type { GraphQLError } from 'graphql';
import { refuse } from '../kernel/json-refusal.js';

/** https://graphql.github.io/graphql-over-http/: the newer media type, with which the status shows the result of the operation. */
const response = 'application/graphql-response+json; charset=utf-8';
/** The older media type. Proxies produce it too, so a well-formed request is answered with 200 for any result. */
const json = 'application/json; charset=utf-8';

/**
 * Refuses requests that GraphQL over HTTP does not allow, before anything is read or executed: a mutation must not be executed when its
 * answer would be refused. An accepted request gets exactly one media type for its answer.
 */
export function negotiate(req: Request, res: Response, next: NextFunction): void {
  res.vary('Accept');
  const accepted = req.accepts([json, response]);
  req.headers.accept = accepted || json;
  if (req.method !== 'GET' && req.method !== 'POST') {
    res.set('Allow', 'GET, POST');
    refuseNegotiated(req, res, 405, 'BAD_REQUEST', 'The method must be GET or POST.');
  } else if (!accepted) {
    refuseNegotiated(req, res, 406, 'BAD_REQUEST', `Accept ${response}, or ${json}.`);
  } else if (req.method === 'POST' && req.is('json') === false) {
    // No other type is read, so that a form on another page cannot send anything.
    refuseNegotiated(req, res, 415, 'BAD_REQUEST', 'The Content-Type of the body must be application/json.');
  } else if (!isUtf8Declared(req.headers['content-type'])) {
    refuseNegotiated(req, res, 415, 'BAD_REQUEST', 'The body must be UTF-8.');
  } else next();
}

/** JSON is UTF-8 (https://www.rfc-editor.org/rfc/rfc8259#section-8.1): a body with another charset is not read as if it were. */
function isUtf8Declared(contentType = ''): boolean {
  return [...contentType.matchAll(/charset\s*=\s*([^;]*)/gi)].every(([, charset = '']) =>
    /^"?utf-?8"?$/i.test(charset.trim()),
  );
}

/** Refuses a body that is not valid UTF-8: replacing its wrong bytes would change what was written. */
export function refuseOtherBytes(_req: unknown, _res: unknown, body: Buffer): void {
  if (isUtf8(body)) return;
  throw Object.assign(new Error('not UTF-8'), { type: 'charset.unsupported', status: 415 });
}

/** The status of an answer in the negotiated media type: only in the newer one it shows that a document was refused. */
export function statusFor(
  mediaType: string | undefined,
  status: number | undefined,
  errors: readonly GraphQLError[] = [],
): number | undefined {
  const wellFormed = !errors.some(({ extensions }) => extensions.code === 'BAD_REQUEST');
  const refused = status === 400 || status === 401;
  return refused && wellFormed && mediaType !== response ? 200 : status;
}

/** Refuses with the media type that was requested. */
export function refuseNegotiated(
  req: Request,
  res: Response,
  status: number,
  code: string,
  message: string,
): void {
  res.set('Content-Type', req.headers.accept === response ? response : json);
  refuse(res, status, code, message);
}
