import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '4', SIGN_IN_ATTEMPTS_PER_ADDRESS: '2' });
  await untilWindowIsYoung();
});
afterAll(() => world.stop());

const mutation = `mutation ($input: SignInInput!) { signIn(input: $input) {
  token errors { code ... on RateLimitedError { retryAfterSeconds } } } }`;

/** Tries to sign in from an address of this machine. */
function attempt(address: string, email: string, password: string): Promise<string> {
  const { hostname, port } = new URL(world.url);
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: '/graphql', method: 'POST', headers, localAddress: address },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        const { token, errors } = JSON.parse(body).data.signIn;
        resolve(token ? 'in' : errors[0].code);
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify({ query: mutation, variables: { input: { email, password } } }));
  });
}

describe('failed sign-ins are limited', () => {
  it('by address, whatever accounts are tried, and other addresses go on', async () => {
    expect(await attempt('127.0.0.2', 'lead@example.com', 'wrong')).toBe('INVALID_CREDENTIALS');
    expect(await attempt('127.0.0.2', 'nobody@example.com', 'wrong')).toBe('INVALID_CREDENTIALS');
    expect(await attempt('127.0.0.2', 'agent@example.com', 'demo')).toBe('RATE_LIMITED');
    expect(await attempt('127.0.0.3', 'agent@example.com', 'demo')).toBe('in');
  });

  it('and those beyond the limit of an address do not use up what the account has', async () => {
    const email = 'requester@example.com';
    for (const code of ['INVALID_CREDENTIALS', 'INVALID_CREDENTIALS', ...Array(6).fill('RATE_LIMITED')])
      expect(await attempt('127.0.0.4', email, 'wrong')).toBe(code);
    expect(await attempt('127.0.0.5', email, 'demo')).toBe('in');
  });

  it('by account, from whatever addresses it is tried; signing in is no failure', async () => {
    const email = 'agent2@example.com';
    for (let i = 0; i < 6; i += 1) expect(await attempt('127.0.0.10', email, 'demo')).toBe('in');
    for (let i = 0; i < 4; i += 1)
      expect(await attempt(`127.0.0.${20 + i}`, email, 'wrong')).toBe('INVALID_CREDENTIALS');
    expect(await attempt('127.0.0.30', email, 'demo')).toBe('RATE_LIMITED');
  });
});
