import { isIPv4, isIPv6 } from 'node:net';
import { canonical, plainAddress } from './plain-address.js';

/**
 * The group in which an address is counted: an IPv4 address by itself, an IPv6 address by its first 64 bits. The owner of an IPv6 network
 * controls at least the other 64 bits.
 */
export function addressGroup(address: string): string {
  const plain = plainAddress(address.replace(/%.*$/, ''));
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = canonical(plain).split('::');
  const first = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const middle: string[] = Array(8 - first.length - last.length).fill('0');
  const parts = [...first, ...middle, ...last];
  return `${parts.slice(0, 4).join(':')}::/64`;
}
