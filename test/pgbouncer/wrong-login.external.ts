import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseUrl } from '../harness/global-setup.js';
import { startWorld, type World } from '../harness/world.js';
import { readyz } from '../observability/support.js';
import { Pooler } from './pooler.js';

const read = '{ tickets { totalCount nodes { id } } }';
const write = `mutation { createTicket(input: { type: INCIDENT, subject: "Never made", description: "Never." }) {
  ticket { id } errors { code } } }`;
/** Returns a hash of each table. */
const everything = `select relname, md5(query_to_xml(format('select t from %I t order by t::text', relname), true, false, '')::text)
  from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;

describe('a pooler that logs in as the owner, who is a superuser', () => {
  let world: World;
  let pooler: Pooler;
  const owner = { url: inject('cluster') };
  const asServing = { ...owner, role: new URL(inject('serving')).username };
  beforeAll(async () => {
    // The login of the run without its pooler, because this test starts another one.
    const servingUrl = new URL(inject('serving'));
    servingUrl.host = new URL(owner.url).host;
    world = await startWorld(async (ownerUrl) => {
      const database = new URL(ownerUrl).pathname.slice(1);
      const settings = { servingUrl: servingUrl.href, database, poolSize: 10, instead: asServing };
      pooler = await Pooler.start(settings);
      return { DATABASE_URL: databaseUrl(pooler.url, database) };
    });
  });
  afterAll(async () => {
    await world?.stop();
    await pooler?.stop();
  });

  it('is usable while it sets the serving role on each connection', async () => {
    const agent = await world.as('agent');
    expect((await agent.ok(read)).tickets.totalCount).toBeGreaterThan(0);
  });

  it('stops being usable as soon as it does not, for the same clients: /readyz says why until it sets the role again', async () => {
    const agent = await world.as('agent');
    const outsider = await world.as('outsider@example.org');
    const before = await Promise.all([agent.ok(read), outsider.ok(read)]);
    await pooler.logInAs(owner);
    const stored = await world.rows(everything);
    const turns = Array.from({ length: 10 }, () => [agent, outsider]).flat();
    const answers = await Promise.all(turns.flatMap((client) => [client.send(read), client.send(write)]));
    expect(
      answers.map(({ data, errors }) => [
        Object.values(data ?? {}).filter(Boolean),
        errors?.[0]?.extensions?.code,
      ]),
    ).toEqual(answers.map(() => [[], 'INTERNAL_SERVER_ERROR']));
    expect(await world.rows(everything)).toEqual(stored);
    await expect
      .poll(() => readyz(world.url), { timeout: 5000 })
      .toMatchObject({
        status: 503,
        body: { database: false, notes: { database: 'the database login is a superuser' } },
      });
    await pooler.logInAs(asServing);
    await expect.poll(() => readyz(world.url).then(({ status }) => status), { timeout: 10_000 }).toBe(200);
    expect(await Promise.all([agent.ok(read), outsider.ok(read)])).toEqual(before);
  });

  it('is refused at the start, with advice', async () => {
    await pooler.logInAs(owner);
    await expect(world.another()).rejects.toThrow(
      /runs as the role ticketwire, which is a superuser.*DATABASE_URL must log in as the serving role/s,
    );
  });
});
