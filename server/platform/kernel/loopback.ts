import { isIP } from 'node:net';

/** Whether only this machine can be meant by a host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether nobody can change what is read from a URL on its way: whoever could change keys could be anybody. */
export function isSafeOnItsWay(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
}
