import { createHash } from 'node:crypto';
import express from 'express';
import { refuse } from '../kernel/json-refusal.js';
import { contractText } from './contract-text.js';
import { readSdl } from './schema.js';

const path = '/schema.graphql';

/** Made once for all servers of this process. */
let served: { text: string; etag: string } | undefined;

/** Serves the contract as one file, for the tools of clients. Hidden where clients cannot read the schema. */
export function contractRouter(introspection: boolean): express.Router {
  const router = express.Router();
  router.get(path, (request, response) => {
    if (!introspection) {
      refuse(
        response,
        404,
        'NOT_FOUND',
        'This server does not show its schema. See the setting INTROSPECTION.',
      );
      return;
    }
    served ??= contractFile();
    const { text, etag } = served;
    response
      .set({ 'Cache-Control': 'public, no-cache', ETag: etag, 'X-Content-Type-Options': 'nosniff' })
      .type('text/plain');
    // Not left to Express: it sends everything to `fetch`, which adds `Cache-Control: no-cache` to such requests.
    if (request.get('if-none-match')?.includes(etag)) response.status(304).end();
    else response.send(text);
  });
  return router;
}

function contractFile(): { text: string; etag: string } {
  const text = contractText(readSdl());
  // Weak, because compressed answers have other bytes.
  return { text, etag: `W/"${createHash('sha256').update(text).digest('base64url')}"` };
}
