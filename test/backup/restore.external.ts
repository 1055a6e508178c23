import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachmentsOf } from '../attachments/support.js';
import { compile, Program } from '../faults/support.js';
import type { Client } from '../harness/client.js';
import { dataFolder } from '../harness/data-folder.js';
import { report } from '../harness/desk.js';
import { freePort } from '../harness/free-port.js';
import { attach } from '../harness/upload.js';
import type { World } from '../harness/world.js';
import { follow, positionOf } from '../live/support.js';
import { Cluster, contents, query } from './cluster.js';
import { doEverything, worldOf } from './fill.js';
import { commandsOf, type Desk, openDesk } from './page.js';

// The URL of the owner, with the password from the page.
const ownerOf = (cluster: Cluster, database = 'ticketwire') =>
  cluster.url('ticketwire_owner', 'choose a password', database);
/** The logins of owner and server. */
const logins = (cluster: Cluster) => ({
  DATABASE_OWNER_URL: ownerOf(cluster),
  DATABASE_URL: cluster.url('ticketwire_app', 'choose another password', 'ticketwire'),
});
const [backUp = '', byHand = ''] = commandsOf('Back up the database');
const [makeRoles = '', restore = '', look = ''] = commandsOf('Restore into a new cluster');

/** The next ticket number. */
const next = (number: string): string => number.replace(/\d+$/, (digits) => `${Number(digits) + 1}`);

let build: Awaited<ReturnType<typeof compile>>;
let source: Cluster;
let target: Cluster;
let desk: Desk;
let dataDir: string;
let restoredDir: string;
let program: Program;
let world: World;
/** What clients have from before the back-up. */
const held = {
  token: '',
  cursor: '',
  /** A cursor after an event that was recorded after the back-up. */
  lostCursor: '',
  number: '',
  ticketId: '',
  bytes: Buffer.from('The log of the printer.\n'.repeat(5000)),
};
let before: Record<string, string>;

async function start(cluster: Cluster, folder: string): Promise<void> {
  const environment = { ...logins(cluster), DEMO: '1', SIGN_IN_ATTEMPTS_PER_ACCOUNT: '1000' };
  program = await new Program(build.main, folder, await freePort(), environment).ready();
  world = worldOf(program, ownerOf(cluster));
}

async function end(): Promise<void> {
  program.kill('SIGTERM');
  await program.exited;
}

/** Runs commands that must succeed, and returns their output. */
async function done(commands: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const { code, out, err } = await desk.run(commands, environment);
  expect(code, `${commands}\n${out}\n${err}`).toBe(0);
  return out;
}

beforeAll(async () => {
  [build, source, target, desk, dataDir, restoredDir] = await Promise.all([
    compile(),
    Cluster.start(),
    Cluster.start(),
    openDesk(),
    dataFolder(),
    dataFolder(),
  ]);
  // The first call builds the program.
  await done('npm run admin -- --help', {});
  await done(makeRoles, { ADMIN_URL: source.url() });
  await start(source, dataDir);
  await doEverything(world);
});
afterAll(async () => {
  if (program.runs) await end();
  await Promise.all([source.stop(), target.stop()]);
  for (const folder of [dataDir, restoredDir]) await rm(folder, { recursive: true, force: true });
  await Promise.all([desk.remove(), build.remove()]);
});

describe('while users work, the commands of the page', () => {
  /** Reports tickets until it is stopped, and returns their number. A busy server may refuse some. */
  function busy(): () => Promise<number> {
    let working = true;
    const all = (async () => {
      const agent = await world.as('agent');
      let reported = 0;
      while (working) {
        const subject = `While backing up ${reported}`;
        if (await report(agent, { subject }).catch(() => null)) reported += 1;
        else await sleep(200);
      }
      return reported;
    })();
    return () => {
      working = false;
      return all;
    };
  }

  it.each([
    ['back-up', backUp],
    ['pg_dump and check-backup', byHand],
  ])('%s make a complete back-up', async (_name, commands) => {
    await rm(join(desk.folder, 'ticketwire.dump'), { force: true });
    const stop = busy();
    const out = await done(commands, logins(source)).finally(stop);
    expect(await stop()).toBeGreaterThan(0);
    expect(out).toMatch(/^tickets +\d+ +\d+ +ok$/m);
    expect(out).toMatch(/is complete\b/);
    const { size, mode } = await stat(join(desk.folder, 'ticketwire.dump'));
    expect(size).toBeGreaterThan(10_000);
    // Only its owner may read it.
    expect(mode & 0o077).toBe(0);
  });
});

describe('a restore into a new cluster', () => {
  beforeAll(async () => {
    const agent = await world.as('agent');
    const requester = await world.as('requester');
    held.ticketId = (await report(requester, { subject: 'With a file' }, 'ticket { id }')).id;
    const file = { fileName: 'printer.log', contentType: 'text/plain', bytes: held.bytes };
    await attach(requester, held.ticketId, file);
    held.cursor = await positionOf(agent);
    held.token = agent.token ?? '';
    held.number = (await report(agent, {}, 'ticket { number }')).number;
    await end();
    await done(backUp, logins(source));
    before = await contents(source.url('postgres', 'superuser', 'ticketwire'));
    // Changes after the back-up are lost.
    await start(source, dataDir);
    await report(world.withToken(held.token), { subject: 'Lost' }, 'ticket { number }');
    held.lostCursor = await positionOf(world.withToken(held.token));
    await end();
    await done(makeRoles, { ADMIN_URL: target.url() });
    await done(restore, logins(target));
    await cp(join(dataDir, 'objects'), join(restoredDir, 'objects'), { recursive: true });
  });

  it('has every row of every table', async () => {
    const empty = Object.keys(before).filter((name) => before[name] === '0 ' && !name.startsWith('events_'));
    expect(empty).toEqual([]);
    expect(await contents(target.url('postgres', 'superuser', 'ticketwire'))).toEqual(before);
  });

  it('serves: users sign in, sessions and cursors remain valid, numbers continue, attachments download', async () => {
    await start(target, restoredDir);
    const status = await done(look, { ...logins(target), DATA_DIR: restoredDir });
    for (const part of ['migrations', 'serving role', 'serving login', 'object store'])
      expect(status).toMatch(new RegExp(`^${part} +ok `, 'm'));
    await world.as('requester');
    const agent: Client = world.withToken(held.token);
    const stream = await follow(agent, { after: held.cursor });
    const { number } = await report(agent, { subject: 'After the restore' }, 'ticket { number }');
    expect(number).toBe(next(held.number));
    await stream.until((s) => s.events.some(({ ticket }) => ticket?.number === next(held.number)), 20_000);
    expect(stream.events[0].ticket.number).toBe(held.number);
    const { nodes } = await attachmentsOf(agent, held.ticketId);
    expect(nodes).toHaveLength(1);
    const downloaded = await fetch(nodes[0]?.downloadUrl ?? '');
    expect(Buffer.from(await downloaded.arrayBuffer()).equals(held.bytes)).toBe(true);
    await agent.close();
  });

  it('answers a cursor of lost events with CURSOR_UNKNOWN, even after their numbers were used again', async () => {
    const agent = world.withToken(held.token);
    for (const subject of ['In the place of the lost one', 'Behind it']) {
      const stream = await follow(agent, { after: held.lostCursor });
      expect(stream.items).toEqual([
        { __typename: 'ResyncRequired', cursor: expect.any(String), resyncReason: 'CURSOR_UNKNOWN' },
      ]);
      const { number } = await report(agent, { subject }, 'ticket { number }');
      const afresh = await follow(agent, { after: stream.items[0].cursor });
      await afresh.until((s) => s.events.some(({ ticket }) => ticket?.number === number), 20_000);
      afresh.stop();
    }
    await agent.close();
  });

  it('keeps tenant isolation', async () => {
    const outsider = await world.as('outsider@example.org');
    const seen = await outsider.ok('query ($id: ID!) { ticket(id: $id) { id } tickets { totalCount } }', {
      id: held.ticketId,
    });
    expect(seen.ticket).toBeNull();
    const [{ count } = { count: 0 }] = await world.rows<{ count: number }>(
      `select count(*)::int as count from tickets t join organisations o on o.id = t.organisation_id where o.name = 'Example Partners'`,
    );
    expect(seen.tickets.totalCount).toBe(count);
  });
});

describe('an incomplete back-up is refused', () => {
  const dump = 'pg_dump --format=custom --file=lossy.dump';
  const check = 'npm run --silent admin -- check-backup lossy.dump';
  let owner: string;
  /** The URL of a role of the source: `bypass` sees all rows, `reader` none. */
  const as = (role: string, password = 'x') => ({
    LOGIN: source.url(role, password, 'ticketwire'),
    ...logins(source),
  });

  beforeAll(async () => {
    owner = ownerOf(source);
    const roles = `create role reader login password 'x'; create role bypass login password 'x' bypassrls;
      grant pg_read_all_data to reader, bypass`;
    await query(source.url(), roles);
  });

  /** Runs a check-backup that must fail, and returns its line of error. */
  async function refused(commands: string, environment: NodeJS.ProcessEnv): Promise<string> {
    await rm(join(desk.folder, 'lossy.dump'), { force: true });
    await done(commands, environment);
    const { code, err } = await desk.run(check, environment);
    expect(code, err).toBe(1);
    expect(err.trim()).not.toContain('\n');
    return err;
  }

  it('by pg_dump itself for the owner without --enable-row-security, and the remaining file is no back-up', async () => {
    const { code, err } = await desk.run(`${dump} "$DATABASE_OWNER_URL"`, as('reader'));
    expect([code, err]).toEqual([1, expect.stringContaining('would be affected by row-level security')]);
    const left = await desk.run(check, as('reader'));
    expect(left).toMatchObject({ code: 1, err: expect.stringMatching(/^pg_restore cannot read the file: /) });
  });

  it('by pg_dump itself for a role that may read every table but is subject to row-level security', async () => {
    const { code } = await desk.run(`${dump} "$LOGIN"`, as('reader'));
    expect(code).toBe(1);
  });

  it('if that role dumps with --enable-row-security, and so dumps no rows', async () => {
    expect(await refused(`${dump} --enable-row-security "$LOGIN"`, as('reader'))).toMatch(
      /^The back-up has no organisations at all: its tables are empty\. It was made by a role that row-level security hides all rows from\./,
    );
  });

  it('but not if it was made by a role with BYPASSRLS', async () => {
    for (const more of ['', '--enable-row-security'])
      expect(await done(`${dump} ${more} "$LOGIN"\n${check}`, as('bypass'))).toMatch(
        /The back-up is complete/,
      );
  });

  it('if one organisation is missing', async () => {
    const [{ id } = { id: '' }] = await query<{ id: string }>(
      owner,
      "select id from organisations where name = 'Example Partners'",
    );
    const narrow = {
      ...as('ticketwire_app', 'choose another password'),
      PGOPTIONS: `-c app.organisation_id=${id}`,
    };
    await query(
      source.url('postgres', 'superuser', 'ticketwire'),
      'grant pg_read_all_data to ticketwire_app',
    );
    const err = await refused(`${dump} --enable-row-security "$LOGIN"`, narrow);
    await query(
      source.url('postgres', 'superuser', 'ticketwire'),
      'revoke pg_read_all_data from ticketwire_app',
    );
    expect(err).toMatch(/The back-up has 1 of 2 organisations\./);
  });

  it.each([
    ['the rows of one table', '--exclude-table-data=comments', /comments \(it must have at least \d+/],
    ['the rows of a table without ids', '--exclude-table-data=team_members', /team_members \(/],
    ['the events', '--exclude-table-data=events_*', /The back-up has 0 events of the organisation/],
    ['the keys of cursors', '--exclude-table-data=cursor_keys', /cursor_keys \(empty in the back-up\)/],
    ['a table', '--exclude-table=evidence', /evidence \(missing in the back-up\)/],
    ['all rows', '--schema-only', /has tables but no rows/],
  ])('if it lacks %s', async (_what, option, line) => {
    expect(await refused(`${dump} '${option}' "$LOGIN"`, as('bypass'))).toMatch(line);
  });

  it('if it is truncated at any place, empty, or another kind of file', async () => {
    await done(`${dump} "$LOGIN"`, as('bypass'));
    const file = join(desk.folder, 'lossy.dump');
    const { size } = await stat(file);
    const whole = await readFile(file);
    for (const part of [0, 4, 1000, size / 4, size / 2, size - 20_000, size - 1000, size - 20].map(
      Math.floor,
    )) {
      await writeFile(file, whole);
      await truncate(file, part);
      const { code, err } = await desk.run(check, as('bypass'));
      expect([part, code, err]).toEqual([
        part,
        1,
        expect.stringMatching(/^pg_restore cannot read the file: .*\n$/),
      ]);
    }
    await writeFile(file, 'select 1;\n'.repeat(100));
    expect((await desk.run(check, as('bypass'))).err).toMatch(
      /^pg_restore cannot read the file: .*valid archive/,
    );
  }, 300_000);

  it('if it is of another database or another schema version', async () => {
    const admin = { ...as('bypass'), ADMIN: source.url() };
    expect(await refused(`${dump} "$ADMIN"`, admin)).toMatch(/not a back-up of a Ticketwire database/);
    const newest = 'select name from mikro_orm_migrations order by name desc limit 1';
    const [{ name } = { name: '' }] = await query<{ name: string }>(owner, newest);
    await done(`${dump} "$LOGIN"`, as('bypass'));
    await query(owner, `insert into mikro_orm_migrations (name) values ('2099-01-01-newer')`);
    expect((await desk.run(check, as('bypass'))).err).toMatch(
      /from another version: it lacks the migrations 2099-01-01-newer\.$/m,
    );
    await query(owner, `delete from mikro_orm_migrations where name = '2099-01-01-newer'`);
    expect(name).not.toBe('2099-01-01-newer');
  });

  it('if the database was restored to an earlier state', async () => {
    await done(`${dump} "$LOGIN"`, as('bypass'));
    const setBack = `delete from events e using event_heads h where e.organisation_id = h.organisation_id and e.number = h.number;
      update event_heads set number = number - 1 where number > 0`;
    await query(owner, setBack);
    expect((await desk.run(check, as('bypass'))).err).toMatch(/^The back-up is newer than the database/);
  });

  it('by the command back-up, which leaves no file and does not touch the previous one', async () => {
    await writeFile(join(desk.folder, 'ticketwire.dump'), 'the one of yesterday');
    const reader = source.url('reader', 'x', 'ticketwire');
    const { code, err } = await desk.run(backUp, { ...logins(source), DATABASE_OWNER_URL: reader });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^The login of DATABASE_OWNER_URL cannot read all rows/),
    ]);
    expect(await readFile(join(desk.folder, 'ticketwire.dump'), 'utf8')).toBe('the one of yesterday');
    await expect(stat(join(desk.folder, 'ticketwire.dump.part'))).rejects.toThrow(/ENOENT/);
  });
});
