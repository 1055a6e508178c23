import { describe, expect, it } from 'vitest';
import { isAllowed, networks } from '../../server/webhooks/addresses.js';
import { nextAttempt } from '../../server/webhooks/rules/retry.js';

describe('an address', () => {
  const none = networks([]);

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isAllowed(address, none)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
    ],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1', 'ff02::1', 'localhost', ''],
  ])('%s is not', (address) => {
    expect(isAllowed(address, none)).toBe(false);
  });

  it('of a network that the operator allows is sent to', () => {
    const allowed = networks(['10.1.0.0/16', '192.168.1.7', 'fd00::/8']);
    const of = (address: string) => isAllowed(address, allowed);
    expect(['10.1.2.3', '192.168.1.7', 'fd12::1'].map(of)).toEqual([true, true, true]);
    expect(['10.2.0.1', '192.168.1.8', 'fe80::1'].map(of)).toEqual([false, false, false]);
  });
});

describe('the attempts of a delivery', () => {
  it('are ten, each later than the one before, over more than a day', () => {
    const start = new Date(0);
    let at: Date | null = start;
    let attempts = 0;
    const waits: number[] = [];
    while (at) {
      attempts += 1;
      const next: Date | null = nextAttempt(attempts, at, 0);
      if (next) waits.push(next.getTime() - at.getTime());
      at = next;
    }
    expect(attempts).toBe(10);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(36 * 3_600_000);
  });
});
