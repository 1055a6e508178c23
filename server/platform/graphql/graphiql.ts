import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { packageRoot } from '../kernel/package-root.js';
import { serveCompressed } from './compressed.js';

/** The path of the page; the built files refer to each other by it. */
const path = '/graphiql';

/** Accounts that the page offers as buttons. The password is null when it is private. */
export interface OfferedAccounts {
  accounts: readonly { email: string; about: string }[];
  password: string | null;
}

/**
 * Serves the GraphiQL page under `/graphiql`, from the files that `vite build server/platform/graphiql` put in `dist/graphiql`. The page
 * loads nothing from other hosts, and its Content-Security-Policy enforces this.
 */
export function graphiqlRouter(
  offered: OfferedAccounts | null,
  directory = join(packageRoot(), 'dist', 'graphiql'),
): express.Router {
  const router = express.Router();
  router.use(path, (request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy(request.get('host')),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    next();
  });
  router.get(path, (_request, response) => {
    if (existsSync(join(directory, 'index.html'))) {
      response
        .set('Cache-Control', 'no-cache')
        .sendFile('index.html', { root: directory, cacheControl: false });
    } else {
      response
        .status(503)
        .type('text/plain')
        .send('GraphiQL is not built: run `vite build server/platform/graphiql`.\n');
    }
  });
  // Null when there are none. A 404 would be shown as an error in the browser's console.
  router.get(`${path}/demo-accounts.json`, (_request, response) => {
    response.set('Cache-Control', 'no-store').json(offered);
  });
  // The names of these files change with their content.
  const options = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  const assets = join(directory, 'assets');
  if (existsSync(assets))
    router.use(`${path}/assets`, serveCompressed(assets), express.static(assets, options));
  return router;
}

/**
 * Only this server, with two exceptions: Monaco writes style elements and attributes, and fonts and small images are inside the style
 * sheets. Older browsers do not accept `'self'` for WebSockets, so the host is named too.
 */
function contentSecurityPolicy(host = ''): string {
  const sockets = /^[\w.-]+(:\d+)?$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${sockets}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
