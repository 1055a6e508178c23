import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAdmin } from '../../server/admin/cli/run.js';
import { modules } from '../../server/modules.js';
import { Client } from '../harness/client.js';
import { changingNothing, newcomer, program, rawId, report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, positionOf, RawSocket } from '../live/support.js';
import type { Answer } from './support.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Runs a command in this process. The tests of the arguments run the program itself. */
async function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const code = await runAdmin(args, { ...world.environment, ...environment }, modules, output);
  return { code, out: out.join(''), err: err.join('') };
}

/** Runs a command that must succeed, and returns its output. */
async function done(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, out, err } = await run(args, environment);
  expect({ code, err }, out).toEqual({ code: 0, err: '' });
  return out;
}

/** Runs a command that must fail without a change, and returns its one line of error. */
async function failed(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, out, err } = await changingNothing(world, () => run(args, environment));
  expect({ code, out }, err).toEqual({ code: 1, out: '' });
  return err;
}

const newestEvents = (types: readonly string[]) =>
  world.rows(
    `select type, cause->>'kind' as cause, actor_user_id as "actor" from events where type = any ($1)
     order by recorded_at desc, number desc limit 1`,
    [types],
  );
const signIn = (email: string, password: string) => Client.signIn(() => world.url, email, password);
const wrong = /could not sign in.*UNAUTHENTICATED|could not sign in/;

describe('reset-password', () => {
  it('sets a new password, and ends every session and socket of the user on running servers', async () => {
    const person = await newcomer(world);
    const client = await person.signIn();
    const socket = await new RawSocket(world.url).connect(client.token);
    const out = await done(['reset-password', '--email', person.email.toUpperCase()], {
      ADMIN_PASSWORD: 'a password of theirs',
    });
    expect(out).toBe(`${person.email.toUpperCase()} has a new password, and all sessions have ended.\n`);
    expect((await client.refused('{ tickets { totalCount } }')).extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await socket.closed).toEqual({ code: 4403 });
    await expect(person.signIn()).rejects.toThrow(wrong);
    await signIn(person.email, 'a password of theirs');
    expect(await newestEvents(['USER_UPDATED'])).toEqual([
      { type: 'USER_UPDATED', cause: 'SYSTEM', actor: null },
    ]);
    expect(await newestEvents(['SESSIONS_ENDED'])).toMatchObject([{ cause: 'SYSTEM' }]);
  });

  it('generates a password and shows it once if ADMIN_PASSWORD is not set', async () => {
    const person = await newcomer(world);
    const out = await done(['reset-password', '--email', person.email]);
    const [, password = ''] = /^Password, shown this once: (\S{20})$/m.exec(out) ?? [];
    await signIn(person.email, password);
  });

  it('reports errors and changes nothing', async () => {
    const of = (email: string, environment = {}) => failed(['reset-password', '--email', email], environment);
    expect(await of('nobody@example.com')).toBe(
      'There is no user with the e-mail address nobody@example.com.\n',
    );
    expect(await of('nobody')).toBe("'nobody' is not an e-mail address.\n");
    expect(await of('agent@example.com', { ADMIN_PASSWORD: '123456789' })).toMatch(
      /^ADMIN_PASSWORD cannot be used: /,
    );
    expect(await of('agent@example.com', { ADMIN_PASSWORD: 'x'.repeat(201) })).toMatch(
      /at most 200 characters/,
    );
  });
});

describe('reactivate', () => {
  it('allows a deactivated user to sign in again, with the same role', async () => {
    const person = await newcomer(world, 'LEAD');
    const before = await person.signIn();
    await (await world.as('admin')).done('deactivateUser', { userId: person.id }, 'user { active }');
    await expect(person.signIn()).rejects.toThrow(wrong);
    expect(
      await done(['reset-password', '--email', person.email], { ADMIN_PASSWORD: 'long enough' }),
    ).toContain('is deactivated and cannot sign in: see the command reactivate.');
    expect(await done(['reactivate', '--email', person.email])).toBe(`${person.email} is active again.\n`);
    const after = await person.signIn();
    expect((await after.ok('{ viewer { ... on User { role active } } }')).viewer).toEqual({
      role: 'LEAD',
      active: true,
    });
    expect((await before.refused('{ tickets { totalCount } }')).extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await newestEvents(['USER_REACTIVATED', 'USER_DEACTIVATED'])).toEqual([
      { type: 'USER_REACTIVATED', cause: 'SYSTEM', actor: null },
    ]);
  });

  it('changes nothing for an active user', async () => {
    const answer = await changingNothing(world, () => done(['reactivate', '--email', 'agent@example.com']));
    expect(answer).toBe('agent@example.com is active already; nothing was changed.\n');
  });
});

describe('list-keys and revoke-key', () => {
  it('show everything about an API key except its secret, as text and as JSON', async () => {
    const key = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE'], {
      expiresAt: '2099-01-02T03:04:05.000Z',
    });
    const secret = key.token ?? '';
    // Names from before they were checked can have such characters.
    await world.rows('update api_keys set name = $1 where prefix = $2', [
      'Mailer\u202e of \u009b the desk',
      secret.slice(0, 33),
    ]);
    await key.ok('{ tickets { totalCount } }');
    const text = await done(['list-keys', '--organisation', 'Example']);
    expect(text).toMatch(
      /^ID +PREFIX +NAME +STATE +SCOPES +QUEUES +MADE BY +CREATED +LAST USED +EXPIRES +REVOKED\n/,
    );
    expect(text).toMatch(
      new RegExp(
        `${secret.slice(0, 33)} +Mailer\\? of \\? the desk +active +TICKETS_READ,COMMENTS_WRITE +all +admin@example.com .*2099-01-02 03:04:05Z +-\n`,
      ),
    );
    const json = await done(['list-keys', '--organisation', 'Example', '--json']);
    expect(JSON.parse(json)[0]).toMatchObject({
      prefix: secret.slice(0, 33),
      state: 'active',
      scopes: ['TICKETS_READ', 'COMMENTS_WRITE'],
      queues: null,
      madeBy: 'admin@example.com',
      expiresAt: '2099-01-02T03:04:05.000Z',
      revokedAt: null,
    });
    const [{ hash } = {}] = await world.rows<{ hash: string }>(
      `select encode(token_hash, 'hex') as hash from api_keys where prefix = $1`,
      [secret.slice(0, 33)],
    );
    for (const out of [text, json]) {
      expect(out).not.toContain(secret.slice(10));
      expect(out).not.toContain(hash);
    }
  });

  it('show only the keys of the given organisation', async () => {
    expect(await done(['list-keys', '--organisation', 'Example Partners'])).toBe('There are no API keys.\n');
    expect(await failed(['list-keys'])).toBe(
      "There are several organisations: name one with --organisation. They are 'Example', 'Example Partners'.\n",
    );
    expect(await failed(['list-keys', '--organisation', 'Nobody'])).toBe(
      "There is no organisation 'Nobody'. There is 'Example', 'Example Partners'.\n",
    );
  });

  it('revoke a key by its prefix: running servers refuse it and close its sockets', async () => {
    const key = await program(world, ['TICKETS_READ'], { name: 'Leaked' });
    const prefix = key.token?.slice(0, 33) ?? '';
    const socket = await new RawSocket(world.url).connect(key.token);
    expect(await done(['revoke-key', '--key', prefix])).toBe(
      `The API key 'Leaked' (${prefix}…) is revoked.\n`,
    );
    expect((await key.refused('{ tickets { totalCount } }')).extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await socket.closed).toEqual({ code: 4403 });
    expect(await newestEvents(['API_KEY_REVOKED'])).toMatchObject([{ cause: 'SYSTEM', actor: null }]);
    const again = await changingNothing(world, () => done(['revoke-key', '--key', prefix]));
    expect(again).toBe(`The API key 'Leaked' (${prefix}…) was revoked already.\n`);
    expect(await done(['list-keys', '--organisation', 'Example'])).toMatch(/ Leaked +revoked /);
  });

  it('revoke nothing if the prefix fits several keys, and revoke one of them by its id', async () => {
    const [first, second] = await Promise.all([
      program(world, ['TICKETS_READ']),
      program(world, ['TICKETS_READ']),
    ]);
    const prefixes = [first, second].map(({ token }) => token?.slice(0, 33));
    await world.rows('update api_keys set prefix = $2 where prefix = $1', [prefixes[1], prefixes[0]]);
    const [, ids = ''] =
      /^Several API keys begin with '\S+'\. Give the id of one: (.*)\.\n$/.exec(
        await failed(['revoke-key', '--key', prefixes[0] ?? '']),
      ) ?? [];
    await done(['revoke-key', '--key', ids.split(', ')[0] ?? '']);
    const works = await Promise.all([first, second].map((it) => it.send('{ tickets { totalCount } }')));
    expect(works.filter(({ errors }) => errors)).toHaveLength(1);
  });

  it('report an unknown key', async () => {
    for (const key of ['twk_nobody', rawId('x'), 'VGVhbTox'].filter(Boolean))
      expect(await failed(['revoke-key', '--key', key])).toBe(
        `There is no API key with the id or prefix '${key}'.\n`,
      );
  });
});

describe('status', () => {
  it('reports every check and the counts, and exits with 0', async () => {
    const out = await done(['status']);
    expect(out).toMatch(/^program +ok +version \d/);
    const named = [
      'database',
      'migrations',
      'serving role',
      'serving login',
      'object store',
      'demo accounts',
    ];
    for (const part of named) expect(out).toMatch(new RegExp(`^${part} +ok `, 'm'));
    const { ok, parts, organisations } = JSON.parse(await done(['status', '--json']));
    expect(ok).toBe(true);
    expect(Object.keys(parts).sort()).toEqual([
      'database',
      'demoAccounts',
      'migrations',
      'objectStore',
      'servingLogin',
      'servingRole',
    ]);
    const [counted] = await world.rows(
      `select (select count(*)::int from tickets) as tickets, (select count(*)::int from users u where u.organisation_id = o.id) as users,
        (select count(*)::int from events e where e.organisation_id = o.id) as events from organisations o where name = 'Example'`,
    );
    expect(organisations[0]).toMatchObject({ name: 'Example', ...counted });
  });

  /** Runs status on an installation that the statement breaks. Returns the line of JSON and the exit code. */
  async function broken(statement: string, repair: string) {
    await world.rows(statement);
    try {
      const { code, out, err } = await run(['status', '--json']);
      return { code, err, ...JSON.parse(out) };
    } finally {
      await world.rows(repair);
    }
  }

  it('exits with 1 if row-level security is not in force for a table', async () => {
    const cases = [
      ['alter table tickets no force row level security', 'alter table tickets force row level security'],
      ['alter table tickets disable row level security', 'alter table tickets enable row level security'],
      [
        'alter policy organisation on tickets to pg_monitor',
        'alter policy organisation on tickets to ticketwire_app',
      ],
    ] as const;
    for (const [statement, repair] of cases) {
      const { code, err, ok, parts } = await broken(statement, repair);
      expect({ code, ok, err }).toEqual({ code: 1, ok: false, err: 'Wrong: serving role.\n' });
      expect(parts.servingRole.text).toMatch(/^row-level security is not in force for \w+ on tickets$/);
    }
  });

  it('exits with 1 if a server would not start with DATABASE_URL, and reports why', async () => {
    const { DATABASE_URL: serving = '', DATABASE_OWNER_URL: owner = '' } = world.environment;
    const wrongPassword = new URL(serving);
    wrongPassword.password = 'hidden';
    const elsewhere = new URL(serving);
    elsewhere.pathname = `/${new URL(serving).pathname.slice(1)}_restored`;
    await world.rows(`create database "${elsewhere.pathname.slice(1)}" template template_demo`);
    const cases = [
      [owner, /^The database connection runs as the role \w+, which (owns |is a superuser)/],
      [wrongPassword.href, /^password authentication failed for user "ticketwire_app"$/],
      [elsewhere.href, /^DATABASE_URL and DATABASE_OWNER_URL are not the same database$/],
    ] as const;
    for (const [url, text] of cases) {
      const { code, out, err } = await run(['status', '--json'], { DATABASE_URL: url });
      expect({ code, err }, out).toEqual({ code: 1, err: 'Wrong: serving login.\n' });
      const { ok, parts } = JSON.parse(out);
      expect([ok, parts.servingLogin.ok, parts.database.ok]).toEqual([false, false, true]);
      expect(parts.servingLogin.text).toMatch(text);
      expect(out).not.toContain('hidden');
    }
  });

  it('exits with 1 if a setting of the serving role would prevent a server from starting', async () => {
    const { parts, code } = await broken(
      `alter role ticketwire_app in database ${new URL(world.databaseUrl).pathname.slice(1)} set timezone = 'Europe/Berlin'`,
      `alter role ticketwire_app in database ${new URL(world.databaseUrl).pathname.slice(1)} reset timezone`,
    );
    expect([code, parts.servingRole.ok, parts.servingLogin]).toEqual([
      1,
      true,
      { ok: false, text: expect.stringMatching(/^TimeZone of the database connection is Europe\/Berlin\./) },
    ]);
  });

  it('exits with 1 if a migration is missing, and other commands report it and do nothing', async () => {
    const name = '2026-11-25-closure';
    const [before, after] = [`${name}-unknown`, name];
    const rename = (from: string, to: string) =>
      `update mikro_orm_migrations set name = '${to}' where name = '${from}'`;
    const { code, parts } = await broken(rename(after, before), rename(before, after));
    expect({ code, ...parts.migrations }).toMatchObject({
      code: 1,
      ok: false,
      text: /1 of \d+ were not run/,
    });
    await world.rows(rename(after, before));
    expect(await failed(['reactivate', '--email', 'agent@example.com'])).toMatch(
      /^The database is older than this program\. /,
    );
    await world.rows(rename(before, after));
  });

  it('exits with 1, names what it cannot reach, and reports the other checks', async () => {
    const away = { S3_ENDPOINT: 'http://127.0.0.1:1' };
    const store = await run(['status'], away);
    expect(store).toMatchObject({ code: 1, err: 'Wrong: object store.\n' });
    expect(store.out).toMatch(
      /^object store +WRONG +bucket ticketwire at http:\/\/127\.0\.0\.1:1 cannot be reached/m,
    );
    const database = await run(['status'], { DATABASE_OWNER_URL: 'postgres://a:hidden@127.0.0.1:1/x' });
    expect(database).toMatchObject({ code: 1, err: 'Wrong: database.\n' });
    expect(database.out).toMatch(/^object store +ok /m);
    expect(database.out).not.toContain('hidden');
  });
});

describe('rotate-cursor-key', () => {
  const keys = () =>
    world.rows<{ number: number }>(
      'select number, seals_from > now() as to_come from cursor_keys order by 1',
    );

  it('creates a key that encrypts new cursors after five minutes; cursors of the previous key remain valid', async () => {
    const agent = await world.as('agent');
    const old = await positionOf(agent);
    await report(agent, { subject: 'Between the keys' });
    expect(await done(['rotate-cursor-key'])).toMatch(
      /^The new key seals cursors from \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ on\.\n$/,
    );
    expect(await keys()).toEqual([
      { number: 1, to_come: false },
      { number: 2, to_come: true },
    ]);
    await world.rows('update cursor_keys set seals_from = now() where number = 2');
    // A server that starts now reads the new key.
    const client = agent.at((await world.another()).url);
    for (const after of [old, await positionOf(client)]) {
      const stream = await follow(client, { after });
      expect(stream.items[0].__typename).toBe('StreamPosition');
      stream.stop();
    }
  });

  it("needs the owner's login: the serving login cannot create keys", async () => {
    const before = await keys();
    const { DATABASE_URL } = world.environment;
    expect(await failed(['rotate-cursor-key'], { DATABASE_OWNER_URL: DATABASE_URL })).toMatch(
      /^The login of DATABASE_OWNER_URL cannot read all rows/,
    );
    expect(await failed(['rotate-cursor-key'], { DATABASE_OWNER_URL: '' })).toMatch(
      /^This command needs DATABASE_OWNER_URL/,
    );
    expect(await keys()).toEqual(before);
  });
});

describe('recount', () => {
  it('repairs the counts of tickets that are wrong while tickets are created, and lists them', async () => {
    const agent = await world.as('agent');
    const counts = () =>
      world.rows('select * from ticket_counts where tickets <> 0 order by 1, 2, 3, 4, 5, 6');
    expect(await done(['recount', '--organisation', 'Example'])).toBe(
      'The counts of 3 queues are right. Repaired: 0.\n',
    );
    const [desk] = await world.rows<{ id: string }>(`select id from queues where name = 'Service Desk'`);
    await report(agent);
    const right = await counts();
    // One count is too high, one is missing, and one is of tickets that do not exist.
    await world.rows(
      `update ticket_counts set tickets = tickets + 7 where queue_id = $1 and status = 'NEW' and type = 'INCIDENT' and tickets > 0`,
      [desk?.id],
    );
    await world.rows(`delete from ticket_counts where status = 'RESOLVED' and queue_id = $1`, [desk?.id]);
    await world.rows(
      `insert into ticket_counts select organisation_id, id, 'CLOSED', 'PROBLEM', 1, true, 5 from queues where id = $1`,
      [desk?.id],
    );
    const [out] = await Promise.all([
      done(['recount', '--organisation', 'Example']),
      ...Array.from({ length: 8 }, () => report(agent)),
    ]);
    expect(out).toMatch(/^QUEUE +STATUS +TYPE +PRIORITY +ASSIGNED +COUNTED +TICKETS\n/);
    expect(out).toMatch(/^Service Desk +CLOSED +PROBLEM +P1 +yes +5 +0$/m);
    expect(out).toMatch(/^Service Desk +NEW +INCIDENT +P3 +no +\d+ +\d+$/m);
    expect(out).toMatch(/^Service Desk +RESOLVED .+ 0 +1$/m);
    expect(await done(['recount', '--organisation', 'Example'])).toBe(
      'The counts of 3 queues are right. Repaired: 0.\n',
    );
    // The new tickets are counted, too.
    const total = (rows: { tickets: number }[]) => rows.reduce((sum, { tickets }) => sum + tickets, 0);
    expect(total((await counts()) as never)).toBe(total(right as never) + 8);
  });

  it("needs the owner's login: the serving login repairs nothing", async () => {
    const { DATABASE_URL } = world.environment;
    expect(
      await failed(['recount', '--organisation', 'Example'], { DATABASE_OWNER_URL: DATABASE_URL }),
    ).toMatch(/^The login of DATABASE_OWNER_URL cannot read all rows/);
  });
});

describe('create-admin', () => {
  const args = (organisation: string, email: string) => [
    ...['create-admin', '--organisation', organisation, '--name', 'Eve Example', '--email', email],
  ];

  it('creates an organisation and its administrator, who can sign in on a running server', async () => {
    await done(args('Example Works', 'eve@example.net'), { ADMIN_PASSWORD: 'long enough' });
    const eve = await signIn('eve@example.net', 'long enough');
    const { viewer } = await eve.ok('{ viewer { ... on User { role } } }');
    expect(viewer).toEqual({ role: 'ADMIN' });
    await eventually(async () => (await eve.ok('{ queues { nodes { name } } }')).queues.nodes.length === 1);
  });

  it('creates nothing if the account cannot be created', async () => {
    expect(await failed(args('Example Void', 'agent@example.com'))).toBe(
      'email is already used by another user.\n',
    );
    expect(await failed(args('Example Void', 'AGENT@example.com'))).toBe(
      'email is already used by another user.\n',
    );
    expect(await failed(args('Example Void', 'nobody'))).toBe("'nobody' is not an e-mail address.\n");
    expect(await failed(args('\u200b', 'void@example.net'))).toBe('organisation must not be empty.\n');
  });
});
