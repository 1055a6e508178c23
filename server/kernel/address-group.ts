import { isIPv4, isIPv6 } from 'node:net';

/**
 * What counts as one address where addresses are counted: an IPv4 address; of IPv6 the first half, since whoever has one has
 * at least all of its other half.
 */
export function addressGroup(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = canonical(plain).split('::');
  const first = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const middle: string[] = Array(8 - first.length - last.length).fill('0');
  const parts = [...first, ...middle, ...last];
  const mapped = /^0,0,0,0,0,ffff$/.test(parts.slice(0, 6).join(','));
  return mapped ? dotted(parts.slice(6)) : `${parts.slice(0, 4).join(':')}::/64`;
}

/** In the one way of writing it, without dots. */
function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function dotted(parts: readonly string[]): string {
  const bytes = parts.map((part) => Number.parseInt(part, 16)).flatMap((two) => [two >> 8, two & 255]);
  return bytes.join('.');
}
