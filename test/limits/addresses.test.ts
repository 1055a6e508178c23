import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../server/platform/config/config.js';
import { clientAddressOf } from '../../server/platform/graphql/client-address.js';
import { addressGroup } from '../../server/platform/kernel/address-group.js';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';

describe('the address under which attempts are counted', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['unknown', 'unknown'],
    ['192.0.2.7:4000', 'unknown'],
    ['999.0.0.1', 'unknown'],
  ])('for %s is %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});

describe('the client address of a request', () => {
  const from = (peer: string | undefined, forwarded: string | undefined, trusted: string[]) =>
    clientAddressOf(trusted)({
      socket: { remoteAddress: peer },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    } as unknown as IncomingMessage);

  it.each<[string, string | undefined, string | undefined, string[], string]>([
    ['the peer', '192.0.2.1', undefined, [], '192.0.2.1'],
    [
      'the peer, whatever the header says, when no proxy is trusted',
      '192.0.2.1',
      '203.0.113.9',
      [],
      '192.0.2.1',
    ],
    [
      'the peer, whatever the header says, when only other proxies are trusted',
      '192.0.2.1',
      '203.0.113.9',
      ['10.0.0.0/8'],
      '192.0.2.1',
    ],
    ['the address that a trusted proxy reports', '10.1.2.3', '203.0.113.9', ['10.0.0.0/8'], '203.0.113.9'],
    [
      'the last address that is not a trusted proxy, whatever that client claimed',
      '10.1.2.3',
      '1.2.3.4, 203.0.113.9',
      ['10.0.0.0/8'],
      '203.0.113.9',
    ],
    [
      'the address that the first of two trusted proxies reports',
      '10.1.2.3',
      '203.0.113.9, 10.9.9.9',
      ['10.0.0.0/8'],
      '203.0.113.9',
    ],
    [
      'the address that a proxy on loopback reports, in the IPv6 form of IPv4',
      '::ffff:127.0.0.1',
      '203.0.113.9',
      ['loopback'],
      '203.0.113.9',
    ],
    ['the address that a proxy on IPv6 reports', '::1', '2001:db8::9', ['loopback'], '2001:db8::9'],
    [
      'the proxy, when it reports something that is not an address',
      '10.1.2.3',
      'unknown',
      ['10.0.0.0/8'],
      '10.1.2.3',
    ],
    ['empty, when the connection is already closed', undefined, '203.0.113.9', ['loopback'], ''],
  ])('is %s', (_what, peer, forwarded, trusted, address) => {
    expect(from(peer, forwarded, trusted)).toBe(address);
  });

  it.each(['10.0.0.0/8, loopback', '192.0.2.1', '2001:db8::/32,uniquelocal', ''])(
    'depends on the trusted proxies, which can be %j',
    (value) => {
      expect(() => clientAddressOf(loadConfig({ TRUSTED_PROXIES: value }).http.trustedProxies)).not.toThrow();
    },
  );

  it.each(['everybody', '10.0.0.0/0', '10.0.0.0/33', '2001:db8::/129', '10.0.0/8', '10.0.0.1:80'])(
    'depends on the trusted proxies, which cannot be %j',
    (value) => {
      expect(() => loadConfig({ TRUSTED_PROXIES: value })).toThrow(ConfigError);
    },
  );
});

describe('a server behind a proxy on the same machine', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      DEMO: '0',
      TRUSTED_PROXIES: 'loopback',
      SIGN_IN_ATTEMPTS_PER_ADDRESS: '2',
      SIGN_IN_ATTEMPTS_PER_ACCOUNT: '100',
    });
    // The server refuses requests through a proxy while it has demo data.
    await world.rows('update organisations set demo = null');
    await world.restart();
    await untilWindowIsYoung();
  });
  afterAll(() => world.stop());

  const guess = async (forwarded: string): Promise<string | undefined> => {
    const query =
      'mutation { signIn(input: { email: "agent@example.com", password: "wrong" }) { errors { code } } }';
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { data: { signIn: { errors: { code: string }[] } } };
    return data.signIn.errors[0]?.code;
  };

  it('counts the attempts of each client separately, whatever addresses clients claim in the header', async () => {
    const codes = [];
    for (const claimed of ['1.1.1.1', '2.2.2.2', '3.3.3.3'])
      codes.push(await guess(`${claimed}, 203.0.113.9`));
    expect(codes).toEqual(['INVALID_CREDENTIALS', 'INVALID_CREDENTIALS', 'RATE_LIMITED']);
    expect(await guess('203.0.113.10')).toBe('INVALID_CREDENTIALS');
  });
});
