import { isIPv4, isIPv6 } from 'node:net';
import { canonical, plainAddress } from './plain-address.js';

/**
 * What counts as one address where addresses are counted: an IPv4 address; of IPv6 the first half, since whoever has one has
 * at least all of its other half.
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
