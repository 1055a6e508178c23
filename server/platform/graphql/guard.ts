import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { refuse } from '../kernel/json-refusal.js';
import type { Services } from './services.js';

const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'via',
];

function directOnly({ socket: { localPort = 4000 } }: IncomingMessage): string {
  return (
    'The passwords of the demo accounts are public, so only direct requests from this machine are answered. From another machine, run ' +
    `'ssh -L ${localPort}:127.0.0.1:${localPort} <this machine>' and open http://localhost:${localPort}/graphiql. ` +
    'Or start the server with DEMO_PASSWORD, which makes the passwords private.'
  );
}

/** Whether a request came through a proxy or tunnel, or under a host name other than this machine's. */
export function forwarded(request: IncomingMessage): boolean {
  if (forwarding.some((header) => request.headers[header] !== undefined)) return true;
  // HTTP/1.0: browsers and client libraries do not use it, but proxies without forwarding headers do.
  if (request.httpVersion === '1.0') return true;
  // A page of another host whose name was pointed here (DNS rebinding) sends its own name.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  return !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
}

/** Refuses requests through a proxy or under another host name while demo accounts have public passwords. */
export function refuseForwarded(services: Services) {
  return (req: Request, res: Response, next: NextFunction): void => {
    if (services.demo !== 'PUBLIC' || !forwarded(req)) {
      next();
      return;
    }
    refuse(res, 403, 'FORBIDDEN', directOnly(req));
  };
}

/** Whether requests from pages of this origin are allowed: no origin (programs), the same host, and the configured origins. */
export function allowedOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The refusal of a WebSocket before it opens; null when it may be opened. */
export function refusedUpgrade(
  request: IncomingMessage,
  services: Services,
): { status: string; code: string; message: string } | null {
  const path = request.url?.split('?')[0];
  if (path !== '/graphql') {
    return {
      status: '404 Not Found',
      code: 'NOT_FOUND',
      message: 'This path has no WebSocket endpoint. Use /graphql.',
    };
  }
  if (services.demo === 'PUBLIC' && forwarded(request)) {
    return { status: '403 Forbidden', code: 'FORBIDDEN', message: directOnly(request) };
  }
  if (allowedOrigin(request, services.config.http.allowedOrigins)) return null;
  return {
    status: '403 Forbidden',
    code: 'FORBIDDEN',
    message: 'The Origin of this page is not allowed to connect. See the setting ALLOWED_ORIGINS.',
  };
}

/** CORS: cross-origin requests from configured origins are answered. */
export function crossOrigin(services: Services) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const { origin } = req.headers;
    res.vary('Origin');
    if (origin !== undefined && services.config.http.allowedOrigins.includes(origin)) {
      res.set('Access-Control-Allow-Origin', origin);
      res.set(
        'Access-Control-Allow-Headers',
        'authorization, content-type, traceparent, apollo-require-preflight, x-ticketwire-cost',
      );
      res.set('Access-Control-Expose-Headers', 'x-trace-id, retry-after');
      res.set('Access-Control-Max-Age', '3600');
    }
    if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  };
}
