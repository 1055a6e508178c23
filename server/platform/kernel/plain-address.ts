import { isIPv6 } from 'node:net';

/**
 * An address in the form in which it is counted and stored. An IPv4 address that came over a dual-stack socket (`::ffff:10.0.0.1`) becomes
 * IPv4.
 */
export function plainAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical(address.replace(/%.*$/, '')));
  if (!mapped) return address;
  const halves = mapped.slice(1).map((half) => Number.parseInt(half, 16));
  return halves.flatMap((half) => [half >> 8, half & 255]).join('.');
}

/** The canonical form of an IPv6 address, without dots. */
export function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
