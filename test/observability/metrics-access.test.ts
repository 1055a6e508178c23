import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseUrl, onCluster } from '../harness/global-setup.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

describe('access to /metrics', () => {
  const ask = (url: string, headers: Record<string, string>) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      request(`${url}/metrics`, { headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });

  it.each([
    ['through a proxy', { 'x-forwarded-for': '192.0.2.1' }],
    ['for another host name', { host: 'desk.example.com' }],
  ])('is refused without a token to a request %s', async (_how, headers) => {
    const { status, body } = await ask(world.url, headers);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(body).not.toContain('ticketwire_');
  });

  const address = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  it.skipIf(!address)('is refused without a token to other machines', async () => {
    const name = `elsewhere_${randomBytes(6).toString('hex')}`;
    await onCluster(inject('cluster'), `create database ${name}`);
    const open = await startWorld({
      DATABASE_URL: databaseUrl(inject('serving'), name),
      DATABASE_OWNER_URL: databaseUrl(inject('cluster'), name),
      HOST: address,
    });
    try {
      // Any client can claim this host name.
      const { status, body } = await ask(open.url, { host: '127.0.0.1' });
      expect(status).toBe(403);
      expect(body).not.toContain('ticketwire_');
    } finally {
      await open.stop();
    }
  });

  it('requires the token, from any address, when METRICS_TOKEN is set', async () => {
    const token = 'a-token-of-prometheus-0123456789';
    const closed = await startWorld({ METRICS_TOKEN: token });
    try {
      const { url } = closed;
      for (const authorization of [undefined, 'Bearer', `Bearer ${token}x`, `Basic ${token}`, token]) {
        const { status, body } = await ask(url, authorization === undefined ? {} : { authorization });
        expect(status, authorization).toBe(401);
        expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
        expect(body).not.toContain(token);
      }
      const proxied = { authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1' };
      expect((await ask(url, proxied)).status).toBe(200);
    } finally {
      await closed.stop();
    }
  });
});
