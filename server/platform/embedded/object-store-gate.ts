import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkSignature, type Keys, type Refusal } from './object-store-signature.js';

/** Whether a request may reach the library. If not, this has answered it. `now` is in milliseconds since the epoch. */
export function admit(request: IncomingMessage, response: ServerResponse, keys: Keys, now: number): boolean {
  // A CORS preflight request: it has no signature and gets no data.
  const refusal = request.method === 'OPTIONS' ? undefined : checkSignature(request, keys, now);
  if (refusal) refuse(response, refusal);
  else hideUnaskedChecksum(request, response);
  return !refusal;
}

/** Answers with an error in the form of S3, readable for browsers. It does not wait for the body of the request. */
function refuse(response: ServerResponse, { code, message }: Refusal): void {
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  response.writeHead(403, {
    'access-control-allow-origin': '*',
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}

/** Removes the stored checksum from answers, as S3 does, unless the request asks for it and for the whole object. */
function hideUnaskedChecksum(request: IncomingMessage, response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name.toLowerCase() === 'x-amz-checksum-sha256') {
      const asked = String(request.headers['x-amz-checksum-mode']).toUpperCase() === 'ENABLED';
      if (!asked || request.headers.range !== undefined) return response;
    }
    return setHeader(name, value);
  };
}
