import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisation } from '../../server/setup/organisation.js';
import type { Client } from '../harness/client.js';
import { changingNothing, newcomer, refusedWith, report } from '../harness/desk.js';
import { OF_A_TEST } from '../harness/recorded-statements.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let foreign: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
  foreign = await world.as('outsider@example.org');
});
afterAll(() => world.stop());

/** The differences between the directory and the users. */
const differences = () =>
  world.rows(`(select email, organisation_id, id from users except select email, organisation_id, user_id from addresses)
    union all (select email, organisation_id, user_id from addresses except select email, organisation_id, id from users)`);
const someone = (email: string) => ({ name: 'Somebody', email, role: 'REQUESTER' });

describe('the directory of e-mail addresses', () => {
  it('agrees with the users: those of the demo data and new ones', async () => {
    await newcomer(world);
    await foreign.done('createUser', someone('theirs@example.org'), '__typename');
    expect(await differences()).toEqual([]);
    const [{ n } = { n: '' }] = await world.rows<{ n: string }>('select count(*) as n from addresses');
    expect(Number(n)).toBeGreaterThan(7);
  });

  it('refuses an address in use, in the same way for the own and another organisation, and changes nothing', async () => {
    for (const email of ['agent@example.com', 'AGENT@example.com', 'outsider@example.org']) {
      const error = await refusedWith(world, admin, 'createUser', someone(email));
      expect(error).toEqual({
        __typename: 'ValidationError',
        code: 'VALIDATION_FAILED',
        message: 'email is already used by another user.',
        path: ['input', 'email'],
        rule: 'UNIQUE',
      });
    }
  });

  it('refuses it with an idempotency key as well, and again for a repeated call', async () => {
    const input = { ...someone('outsider@example.org'), idempotencyKey: 'taken' };
    for (let i = 0; i < 2; i += 1)
      expect((await admin.mutate('createUser', input, '__typename')).errors).toMatchObject([
        { rule: 'UNIQUE' },
      ]);
    expect(await differences()).toEqual([]);
  });

  it('gives an address to one of many concurrent calls in two organisations', async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = `wanted${round}@example.com`;
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 ? admin : foreign).mutate('createUser', someone(email), 'user { id }'),
        ),
      );
      expect(answers.filter(({ user }) => user !== null)).toHaveLength(1);
      expect(answers.flatMap(({ errors }) => errors)).toHaveLength(9);
      for (const { rule } of answers.flatMap(({ errors }) => errors)) expect(rule).toBe('UNIQUE');
    }
    expect(await differences()).toEqual([]);
  });

  it('agrees with the users by database constraints: no address without its user', async () => {
    const make = (email: string) =>
      world.rows(
        `insert into users (organisation_id, id, name, email, role)
         select organisation_id, gen_random_uuid(), 'Nobody', $1, 'AGENT' from users where email = 'agent@example.com'`,
        [email],
      );
    await expect(make('not-in-it@example.com')).rejects.toThrow(/users_address/);
    await expect(make('outsider@example.org')).rejects.toThrow(/users_address/);
    await expect(
      world.rows("update users set email = 'other@example.com' where email = 'agent@example.com'"),
    ).rejects.toThrow(/users_address/);
    await expect(world.rows("delete from addresses where email = 'agent@example.com'")).rejects.toThrow(
      /users_address/,
    );
  });

  it('shows the serving role the addresses of its own organisation only', async () => {
    const { pool } = world.app.services.db;
    const [{ id } = { id: '' }] = await world.rows<{ id: string }>(
      "select organisation_id as id from users where email = 'agent@example.com'",
    );
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(`set local app.organisation_id = '${id}'`);
      const { rows } = await client.query<{ id: string }>(
        `select distinct organisation_id as id from addresses ${OF_A_TEST}`,
      );
      expect(rows).toEqual([{ id }]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it("has an administrator's address for the organisation in which they were created", async () => {
    const { organisationId } = await createOrganisation(world.databaseUrl, {
      name: 'A third one',
      team: 'Desk',
      queue: 'Desk',
      demo: false,
    });
    expect(organisationId).toBeTruthy();
    expect(await differences()).toEqual([]);
  });
});

describe('no owner function runs in a change', () => {
  /**
   * Makes every owner function raise an error if it runs in a transaction that may write for an organisation.
   */
  async function guardOwnerFunctions(): Promise<string[]> {
    const functions = await world.rows<{
      name: string;
      args: string;
      result: string;
      set: boolean;
      n: number;
    }>(`
      select proname as name, pg_get_function_arguments(oid) as args, pg_get_function_result(oid) as result,
        proretset as set, pronargs as n from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`);
    for (const { name, args, result, set, n } of functions) {
      const given = Array.from({ length: n }, (_, i) => `$${i + 1}`).join(', ');
      const call = set
        ? `return query select * from ${name}_kept(${given})`
        : result === 'void'
          ? `perform ${name}_kept(${given})`
          : `return ${name}_kept(${given})`;
      await world.rows(`alter function ${name} rename to ${name}_kept`);
      await world.rows(`create function ${name}(${args}) returns ${result} language plpgsql security definer as $$
        #variable_conflict use_column
        begin
          if nullif(current_setting('app.organisation_id', true), '') is not null
            and current_setting('transaction_read_only') = 'off' then raise exception '% runs in a change', '${name}'; end if;
          ${call};
        end $$`);
    }
    return functions.map(({ name }) => name);
  }

  it('for any mutation of the contract', async () => {
    const names = await guardOwnerFunctions();
    expect(names).toContain('owner_of_address');
    expect(names).not.toContain('email_taken');
    const { id, signIn, email } = await newcomer(world);
    const client = await signIn();
    await world.anonymous().mutate('signIn', { email, password: 'wrong' }, 'token');
    const ticket = await report(client);
    await client.done('addComment', { ticketId: ticket.id, body: 'x' }, '__typename');
    await (await world.as('agent')).done(
      'resolveTicket',
      { ticketId: ticket.id, resolutionCode: 'FIXED', resolutionNotes: 'Done.' },
      '__typename',
    );
    await admin.done('closeTicket', { ticketId: ticket.id, closureSummary: 'Done.' }, '__typename');
    const { secret, apiKey } = await admin.done(
      'createApiKey',
      { name: 'x', scopes: ['TICKETS_READ'] },
      'secret apiKey { id }',
    );
    await world.withToken(secret).ok('{ tickets { totalCount } }');
    await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, '__typename');
    await client.done(
      'updateUser',
      { userId: id, password: 'another one', currentPassword: 'long enough' },
      '__typename',
    );
    await admin.done('updateUser', { userId: id, password: 'yet another one' }, '__typename');
    await changingNothing(world, () => admin.mutate('createUser', someone(email), '__typename'));
    await admin.done('revokeSessions', { userId: id }, '__typename');
    await admin.done('deactivateUser', { userId: id }, '__typename');
    const own = await newcomer(world);
    await (await own.signIn()).ok('mutation { signOut { signedOut } }');
  });
});
