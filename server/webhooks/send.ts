import { lookup as lookUp } from 'node:dns';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { type BlockList, isIP, type LookupFunction } from 'node:net';
import type { WebhookFailure } from '../platform/contract/generated/enums.js';
import { isAllowed } from './addresses.js';

const TIMEOUT_MS = 10_000;
/** More of an answer is not read. */
const MOST_BYTES = 65_536;

/** What became of an attempt. */
export interface Attempt {
  status: number | null;
  failure: WebhookFailure | null;
}

class NoAddress extends Error {}

/**
 * Sends a body. The host is looked up here, and only an allowed address is connected to: so what a name means is not looked up a second time.
 * Redirects are not followed.
 */
export function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  allowed: BlockList,
): Promise<Attempt> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address is connected to without being looked up.
  if (isIP(host) !== 0 && !isAllowed(host, allowed))
    return Promise.resolve({ status: null, failure: 'ADDRESS' });
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    let isAnswered = false;
    const failed = (error?: Error) =>
      resolve({
        status: null,
        failure: signal.aborted ? 'TIMEOUT' : error instanceof NoAddress ? 'ADDRESS' : 'CONNECTION',
      });
    const request = (url.protocol === 'https:' ? overHttps : overHttp)(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        lookup: onlyTo(allowed),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        isAnswered = true;
        const status = response.statusCode ?? 0;
        const answered = () => {
          const isTaken = status >= 200 && status < 300;
          resolve({ status, failure: isTaken ? null : 'STATUS' });
        };
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes <= MOST_BYTES) return;
          answered();
          request.destroy();
        });
        response.on('end', answered);
        response.on('error', failed);
        response.on('close', failed);
      },
    );
    request.on('error', failed);
    // A connection that becomes another protocol is none that takes webhooks: without this, nobody would hear of its end.
    request.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, failure: 'STATUS' });
    });
    // Whatever an endpoint does, an attempt ends: with its connection, or with its time.
    request.on('close', () => {
      if (!isAnswered) failed();
    });
    signal.addEventListener('abort', () => failed());
    request.end(body);
  });
}

/** Looks a host up, and leaves out the addresses that are not allowed. */
function onlyTo(allowed: BlockList): LookupFunction {
  return (host, options, callback) => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(new NoAddress(error.message), '');
      const good = found.filter(({ address }) => isAllowed(address, allowed));
      const [first] = good;
      if (!first) return callback(new NoAddress('no address of the host is allowed'), '');
      return options.all ? callback(null, good) : callback(null, first.address, first.family);
    });
  };
}
