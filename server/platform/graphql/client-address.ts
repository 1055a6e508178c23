import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyaddr from 'proxy-addr';
import { plainAddress } from '../kernel/plain-address.js';

/** Finds the address of whoever sent a request: what proxies say counts as far as they are trusted, and no further. */
export function clientAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = proxyaddr.compile([...trustedProxies]);
  return (request) => {
    const peer = request.socket.remoteAddress ?? '';
    // The socket of somebody who is gone has no address, and what they said stands alone.
    if (!peer) return '';
    // Some gateways add the port.
    const found = proxyaddr(request, trusted).replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
    // A trusted proxy may pass on whatever it was sent. One address has one form in sessions, records and logs.
    return plainAddress(isIP(found) ? found : peer);
  };
}
