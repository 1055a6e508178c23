import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newcomer } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

// The limits: by account and address, by account over unfamiliar addresses, and by address over all accounts.
const [OWN, STRANGERS, ADDRESS] = [4, 12, 8];
let world: World;
beforeAll(async () => {
  world = await startWorld({
    SIGN_IN_ATTEMPTS_PER_ACCOUNT: String(OWN),
    SIGN_IN_ATTEMPTS_OF_STRANGERS: String(STRANGERS),
    SIGN_IN_ATTEMPTS_PER_ADDRESS: String(ADDRESS),
  });
});
afterAll(() => world.stop());

const mutation = `mutation ($input: SignInInput!) { signIn(input: $input) {
  token errors { code ... on RateLimitedError { retryAfterSeconds } } } }`;

interface Attempt {
  outcome: string;
  retryAfterSeconds?: number;
}

/** Tries to sign in from a local address. */
function attempted(address: string, email: string, password: string, url = world.url): Promise<Attempt> {
  const { hostname, port } = new URL(url);
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: '/graphql', method: 'POST', headers, localAddress: address },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        const { token, errors } = JSON.parse(body).data.signIn;
        resolve(token ? { outcome: 'in' } : { outcome: errors[0].code, ...errors[0] });
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify({ query: mutation, variables: { input: { email, password } } }));
  });
}

let addresses = 1;
/** An unused address. */
const fresh = (): string => {
  addresses += 1;
  return `127.0.${1 + Math.floor(addresses / 200)}.${1 + (addresses % 200)}`;
};
const from = (address: string) => ({
  wrong: async (email: string) => (await attempted(address, email, 'wrong')).outcome,
  right: async (email: string) => (await attempted(address, email, 'long enough')).outcome,
});
const WRONG = 'INVALID_CREDENTIALS';
const WAIT = 'RATE_LIMITED';

/** Uses up the account's limit for unfamiliar addresses. */
async function useUpUnfamiliarLimit(email: string): Promise<void> {
  for (let i = 0; i < STRANGERS; i += 1) expect(await from(fresh()).wrong(email)).toBe(WRONG);
}

/** Ends all time windows, as if the time had passed. */
const windowsEnd = () => world.rows('update sign_in_attempts set ends_at = now()');

describe('wrong passwords', () => {
  it('by account and address block that pair for 15 minutes, but neither the account nor the address alone', async () => {
    const [victim, other] = [await newcomer(world), await newcomer(world)];
    const [here, there] = [fresh(), fresh()];
    for (let i = 0; i < OWN; i += 1) expect(await from(here).wrong(victim.email)).toBe(WRONG);
    const { outcome, retryAfterSeconds } = await attempted(here, victim.email, 'long enough');
    expect(outcome).toBe(WAIT);
    expect(retryAfterSeconds).toBeGreaterThan(14 * 60);
    expect(retryAfterSeconds).toBeLessThanOrEqual(15 * 60);
    expect(await from(there).right(victim.email)).toBe('in');
    expect(await from(here).right(other.email)).toBe('in');
    await windowsEnd();
    expect(await from(here).right(victim.email)).toBe('in');
  });

  it('count within one window from the first attempt; earlier ones are forgotten', async () => {
    const { email } = await newcomer(world);
    const here = fresh();
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < OWN - 1; i += 1) expect(await from(here).wrong(email)).toBe(WRONG);
      await windowsEnd();
    }
    expect(await from(here).right(email)).toBe('in');
  });

  it('by account from unfamiliar addresses block all unfamiliar addresses for an hour', async () => {
    const { email } = await newcomer(world);
    await useUpUnfamiliarLimit(email);
    const { outcome, retryAfterSeconds } = await attempted(fresh(), email, 'long enough');
    expect(outcome).toBe(WAIT);
    expect(retryAfterSeconds).toBeGreaterThan(59 * 60);
  });

  it('from unfamiliar addresses never block an address that signed in to the account within 30 days', async () => {
    const { email } = await newcomer(world);
    const home = fresh();
    expect(await from(home).right(email)).toBe('in');
    await useUpUnfamiliarLimit(email);
    expect(await from(fresh()).right(email)).toBe(WAIT);
    for (let i = 0; i < 3; i += 1) expect(await from(home).right(email)).toBe('in');
    // Its own wrong passwords do, and they do not count for unfamiliar addresses.
    for (let i = 0; i < OWN; i += 1) expect(await from(home).wrong(email)).toBe(WRONG);
    expect(await from(home).right(email)).toBe(WAIT);
  });

  it('for other accounts do not block it, even from the same address', async () => {
    const { email } = await newcomer(world);
    const office = fresh();
    expect(await from(office).right(email)).toBe('in');
    for (let i = 0; i < ADDRESS; i += 1) await from(office).wrong(`nobody${i}@example.com`);
    expect(await from(office).wrong('nobody@example.com')).toBe(WAIT);
    expect(await from(office).right(email)).toBe('in');
  });

  it('block an address whose last sign-in to the account is older', async () => {
    const { email } = await newcomer(world);
    const home = fresh();
    expect(await from(home).right(email)).toBe('in');
    await world.rows("update familiar_addresses set last_at = now() - interval '30 days 1 minute'");
    await useUpUnfamiliarLimit(email);
    expect(await from(home).right(email)).toBe(WAIT);
  });

  it('are limited by address over all accounts, and other addresses are not affected', async () => {
    const [here, there] = [fresh(), fresh()];
    const { email } = await newcomer(world);
    for (let i = 0; i < ADDRESS; i += 1)
      expect(await from(here).wrong(`someone${i}@example.com`)).toBe(WRONG);
    expect(await from(here).right(email)).toBe(WAIT);
    expect(await from(there).right(email)).toBe('in');
  });

  it('above the limit of an address do not count against the account', async () => {
    const { email } = await newcomer(world);
    const here = fresh();
    for (let i = 0; i < ADDRESS; i += 1) await from(here).wrong(`someone${i}@example.com`);
    for (let i = 0; i < 2 * STRANGERS; i += 1) expect(await from(here).wrong(email)).toBe(WAIT);
    expect(await from(fresh()).right(email)).toBe('in');
  });

  it('are not counted when the password is right, however often', async () => {
    const { email } = await newcomer(world);
    const here = fresh();
    for (let i = 0; i < 2 * STRANGERS; i += 1) expect(await from(here).right(email)).toBe('in');
  });

  it('of an unknown account count like those of a known one', async () => {
    const email = 'nobody-at-all@example.com';
    const here = fresh();
    for (let i = 0; i < OWN; i += 1) expect(await from(here).wrong(email)).toBe(WRONG);
    expect(await from(here).wrong(email)).toBe(WAIT);
    for (let i = 0; i < STRANGERS - OWN; i += 1) expect(await from(fresh()).wrong(email)).toBe(WRONG);
    expect(await from(fresh()).wrong(email)).toBe(WAIT);
  });

  it('sent at once to two servers count like the same number in a row', async () => {
    const { email } = await newcomer(world);
    const second = (await world.another()).url;
    const here = fresh();
    const outcomes = await Promise.all(
      Array.from(
        { length: 40 },
        async (_, i) => (await attempted(here, email, 'wrong', i % 2 ? second : world.url)).outcome,
      ),
    );
    expect(outcomes.filter((outcome) => outcome === WRONG)).toHaveLength(OWN);
    const strange = await Promise.all(
      Array.from(
        { length: 40 },
        async (_, i) => (await attempted(fresh(), email, 'wrong', i % 2 ? second : world.url)).outcome,
      ),
    );
    expect(strange.filter((outcome) => outcome === WRONG)).toHaveLength(STRANGERS - OWN);
  });

  it('leave no addresses of people or machines in the database, and are forgotten', async () => {
    const { email } = await newcomer(world);
    const here = fresh();
    await from(here).wrong(email);
    await from(here).right(email);
    const kept = JSON.stringify([
      await world.rows('select * from sign_in_attempts'),
      await world.rows('select * from familiar_addresses'),
    ]);
    for (const text of ['127.0.', '@', 'newcomer']) expect(kept).not.toContain(text);
    await windowsEnd();
    await world.rows("update familiar_addresses set last_at = now() - interval '31 days'");
    for (let i = 0; i < 30; i += 1) await from(here).right(email);
    const counts = await world.rows<{ n: string }>(
      'select count(*) as n from sign_in_attempts union all select count(*) from familiar_addresses',
    );
    for (const { n } of counts) expect(Number(n)).toBeLessThan(10);
  });
});

describe('a wrong currentPassword', () => {
  it('does not block signing in, and has a limit of its own', async () => {
    const { id, email, signIn } = await newcomer(world);
    const client = await signIn();
    const change = (currentPassword: string) =>
      client.mutate(
        'updateUser',
        { userId: id, password: 'another password', currentPassword },
        '__typename',
      );
    for (let i = 0; i < OWN; i += 1)
      expect((await change('wrong')).errors).toMatchObject([{ code: 'VALIDATION_FAILED', rule: 'WRONG' }]);
    expect((await change('long enough')).errors).toMatchObject([{ code: WAIT }]);
    expect(await from(fresh()).right(email)).toBe('in');
    expect(await from('127.0.0.1').right(email)).toBe('in');
    await windowsEnd();
    expect((await change('long enough')).errors).toEqual([]);
  });

  it('is not limited by failed sign-ins of others', async () => {
    const { id, email, signIn } = await newcomer(world);
    const client = await signIn();
    await useUpUnfamiliarLimit(email);
    const input = { userId: id, password: 'another password', currentPassword: 'long enough' };
    expect((await client.mutate('updateUser', input, '__typename')).errors).toEqual([]);
  });
});
