import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { clientAddressOf } from '../../server/platform/graphql/client-address.js';

const from = (peer: string, forwarded?: string): string =>
  clientAddressOf(['loopback'])({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

it.each([
  ['the peer of a socket for both IPv4 and IPv6', '::ffff:10.0.0.1', undefined, '10.0.0.1'],
  ['an address that a proxy reports in this form', '127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  [
    'an address that a proxy reports in hexadecimal form',
    '::ffff:127.0.0.1',
    '::FFFF:cb00:7109',
    '203.0.113.9',
  ],
  ['an address at full length', '0:0:0:0:0:ffff:10.0.0.1', undefined, '10.0.0.1'],
])('%s is reduced to the IPv4 address', (_what, peer, forwarded, address) => {
  expect(from(peer, forwarded)).toBe(address);
});

it.each(['2001:db8::9', 'fe80::1%eth0', '::1', '::ffff:0:10.0.0.1', '64:ff9b::10.0.0.1'])(
  '%s is left unchanged',
  (address) => {
    expect(from(address)).toBe(address);
  },
);
