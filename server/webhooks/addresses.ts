import { BlockList, isIP } from 'node:net';

/** Networks that are not the public internet: private ones, this machine, those between providers, multicast, and reserved ones. */
const notPublic: readonly [address: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6, only the range of the internet is public, without the parts of it that stand for IPv4 addresses or are examples. */
const publicV6: readonly [address: string, bits: number] = ['2000::', 3];
const notPublicV6: readonly [address: string, bits: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked = new BlockList();
for (const [address, bits] of notPublic) blocked.addSubnet(address, bits, 'ipv4');
for (const [address, bits] of notPublicV6) blocked.addSubnet(address, bits, 'ipv6');
const internet = new BlockList();
internet.addSubnet(...publicV6, 'ipv6');

/** The networks that the operator allows in addition, as `address/bits` or an address. */
export function networks(ranges: readonly string[]): BlockList {
  const allowed = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    allowed.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return allowed;
}

/** Whether something may be sent to an address: to a public one, and to those that the operator allows. */
export function isAllowed(address: string, allowed: BlockList): boolean {
  const family = isIP(address);
  if (family === 4) return allowed.check(address, 'ipv4') || !blocked.check(address, 'ipv4');
  if (family !== 6) return false;
  if (allowed.check(address, 'ipv6')) return true;
  return internet.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}
