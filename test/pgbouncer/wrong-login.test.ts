import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseUrl } from '../harness/global-setup.js';
import { startWorld, type World } from '../harness/world.js';
import { readyz } from '../observability/support.js';
import { Pooler } from './pooler.js';

const read = '{ tickets { totalCount nodes { id } } }';

describe('a pooler that drops start-up options and logs in as the owner', () => {
  let world: World;
  let pooler: Pooler;
  beforeAll(async () => {
    // The login of the run, but directly: this pooler is in the place of the other.
    const servingUrl = new URL(inject('serving'));
    servingUrl.host = new URL(inject('cluster')).host;
    pooler = await Pooler.start({ servingUrl: servingUrl.href, poolSize: 10 });
    world = await startWorld((ownerUrl) => ({
      DATABASE_URL: databaseUrl(pooler.url, new URL(ownerUrl).pathname.slice(1)),
    }));
  });
  afterAll(async () => {
    await world.stop();
    await pooler.stop();
  });

  it('is refused while the program runs: nothing is read, /readyz says why, and it goes on when that is over', async () => {
    const agent = await world.as('agent');
    const { totalCount } = (await agent.ok(read)).tickets;
    expect(totalCount).toBeGreaterThan(0);
    await pooler.logInAs(new URL(inject('cluster')));
    for (let i = 0; i < 10; i += 1) {
      const { data, errors } = await agent.send(read);
      expect({ data: data ?? null, code: errors?.[0]?.extensions?.code }).toEqual({
        data: null,
        code: 'INTERNAL_SERVER_ERROR',
      });
    }
    await expect
      .poll(() => readyz(world.url), { timeout: 5000 })
      .toMatchObject({
        status: 503,
        body: { database: false, notes: { database: 'the database login is a superuser' } },
      });
    await pooler.logInAs();
    await expect.poll(() => readyz(world.url).then(({ status }) => status), { timeout: 10_000 }).toBe(200);
    expect((await agent.ok(read)).tickets.totalCount).toBe(totalCount);
  });

  it('is refused at the start', async () => {
    await pooler.logInAs(new URL(inject('cluster')));
    await expect(world.another()).rejects.toThrow(/runs as the role ticketwire, which is a superuser/);
  });
});
