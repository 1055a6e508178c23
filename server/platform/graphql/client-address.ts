import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyaddr from 'proxy-addr';
import { plainAddress } from '../kernel/plain-address.js';

/** Finds the client address of a request. Forwarding headers count only as far as the proxies that wrote them are trusted. */
export function clientAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = proxyaddr.compile([...trustedProxies]);
  return (request) => {
    const peer = request.socket.remoteAddress ?? '';
    // A closed socket has no address; a header cannot replace it.
    if (!peer) return '';
    // Some gateways add the port.
    const found = proxyaddr(request, trusted).replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
    // A trusted proxy can forward any text. An address has one canonical form in sessions, records and logs.
    return plainAddress(isIP(found) ? found : peer);
  };
}
