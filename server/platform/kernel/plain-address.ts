import { isIPv6 } from 'node:net';

/** An address in the one way that it is counted and kept: IPv4 that came over a socket of both kinds (::ffff:10.0.0.1) is IPv4. */
export function plainAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical(address.replace(/%.*$/, '')));
  if (!mapped) return address;
  const halves = mapped.slice(1).map((half) => Number.parseInt(half, 16));
  return halves.flatMap((half) => [half >> 8, half & 255]).join('.');
}

/** IPv6 in the one way of writing it, without dots. */
export function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
