import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendPacket } from '../../server/platform/db/packet.js';
import { PacketTransaction } from '../../server/platform/db/packet-transaction.js';
import { nameOf, ReadSession } from '../../server/platform/db/read-session.js';
import { compile, type Sql, sql } from '../../server/platform/db/sql.js';
import { statementOf } from '../../server/platform/db/statement.js';
import { arrayText, wireValue } from '../../server/platform/db/wire-values.js';
import { OF_A_TEST } from '../harness/recorded-statements.js';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let counter: StatementCounter;
let client: PoolClient;

beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url };
    }),
  );
  await counter.quiet();
});
afterAll(async () => {
  client?.release(true);
  await world.stop();
  await counter.stop();
});
beforeEach(async () => {
  client?.release(true);
  client = await world.app.services.db.pool.connect();
});

const send = (...statements: { name?: string; text: string; values?: unknown[] }[]) =>
  sendPacket(
    client,
    statements.map((statement) => ({ values: [], ...statement })),
  );
const unique = (text: string) => ({ name: randomUUID(), text });

describe('a packet', () => {
  it('returns the rows of each statement, in order and with their types', async () => {
    const answers = await send(
      { text: 'begin' },
      { name: 'one', text: 'select $1::int as number, $2::timestamptz as at', values: [1, new Date(0)] },
      { text: 'select 1 where false' },
      { text: 'select $1::text[] as texts, $2::jsonb as json', values: [['a', 'NULL', 'b"\\,'], { a: [1] }] },
      { text: 'commit' },
    );
    expect(answers.map(({ command }) => command)).toEqual(['BEGIN', 'SELECT', 'SELECT', 'SELECT', 'COMMIT']);
    expect(answers.map(({ rows }) => rows)).toEqual([
      [],
      [{ number: 1, at: new Date(0) }],
      [],
      [{ texts: ['a', 'NULL', 'b"\\,'], json: { a: [1] } }],
      [],
    ]);
  });

  it('sends one Sync for any number of statements', async () => {
    const { packets } = await counter.fewest(() =>
      send(...Array.from({ length: 5 }, () => unique('select 1'))),
    );
    expect(packets).toBe(1);
  });

  it('prepares each named statement once per connection, even if a packet has it twice', async () => {
    const named = unique('select $1::int as number');
    for (let i = 0; i < 3; i += 1) {
      const answers = await send({ ...named, values: [i] }, { ...named, values: [i + 1] });
      expect(answers.map(({ rows }) => rows)).toEqual([[{ number: i }], [{ number: i + 1 }]]);
    }
    const [prepared] = await send({
      text: 'select count(*)::int as count from pg_prepared_statements where name = $1',
      values: [named.name],
    });
    expect(prepared?.rows).toEqual([{ count: 1 }]);
  });

  it('executes nothing after a statement that fails, not even the commit', async () => {
    const text = `select set_config($1, $2, false) ${OF_A_TEST}`;
    const set = (value: string) => ({ text, values: ['app.of_a_test', value] });
    await send(set('before'));
    const failing = send({ text: 'begin' }, set('within'), { text: 'select 1 / 0' }, { text: 'commit' });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    const [rolledBack, left] = await send(
      { text: 'rollback' },
      { text: "select current_setting('app.of_a_test') as value" },
    );
    expect(rolledBack?.command).toBe('ROLLBACK');
    expect(left?.rows).toEqual([{ value: 'before' }]);
  });

  it('prepares the statements after a failed one again, and not those before it', async () => {
    const [before, failing, behind] = [
      unique('select 1 as a'),
      unique('select 1 / $1::int as b'),
      unique('select 3 as c'),
    ];
    const all = (divisor: number) => send(before, { ...failing, values: [divisor] }, behind);
    await expect(all(0)).rejects.toMatchObject({ code: '22012' });
    await expect(all(0)).rejects.toMatchObject({ code: '22012' });
    expect((await all(1)).map(({ rows }) => rows)).toEqual([[{ a: 1 }], [{ b: 1 }], [{ c: 3 }]]);
  });

  it('prepares a statement again after a parse error', async () => {
    const named = unique('select * from not_there_yet');
    await expect(send(named)).rejects.toMatchObject({ code: '42P01' });
    await send({ text: 'create temporary table not_there_yet as select 1 as number' });
    expect((await send(named))[0]?.rows).toEqual([{ number: 1 }]);
  });

  it('is refused when a statement has too many parameters, and the connection goes on', async () => {
    const values = (count: number) => Array.from({ length: count }, () => 1);
    // A statement can name fewer parameters than it is given: then PostgreSQL refuses it.
    await expect(send({ text: 'select 1', values: values(32_768) })).rejects.toThrow(
      'A statement has 32768 parameters, and at most 32767 are possible. Pass lists as one parameter.',
    );
    await expect(send({ text: 'select 1', values: values(32_767) })).rejects.toThrow('bind message supplies');
    expect((await send({ text: 'select 1 as one' }))[0]?.rows).toEqual([{ one: 1 }]);
  });

  it('fails when its connection is lost', async () => {
    const [own] = await send({ text: 'select pg_backend_pid() as pid' });
    const waiting = send({ text: 'begin' }, { text: 'select pg_sleep(60)' }, { text: 'commit' });
    waiting.catch(() => {});
    await world.rows('select pg_terminate_backend($1)', [own?.rows[0]?.pid]);
    await expect(waiting).rejects.toThrow();
  });
});

describe('the wire format of a value', () => {
  it.each([
    [null, null],
    [undefined, null],
    [true, 'true'],
    [12, '12'],
    ['text', 'text'],
    [new Date(Date.UTC(2026, 10, 27, 10, 0, 0, 5)), '2026-11-27T10:00:00.005Z'],
    [['a', null, 'c d'], '{"a",NULL,"c d"}'],
    [[], '{}'],
    [{ a: [1, 'x'] }, '{"a":[1,"x"]}'],
  ])('%j is %j', (value, text) => expect(wireValue(value)).toBe(text));

  it('keeps bytes as they are, and refuses them in lists', () => {
    expect(wireValue(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 2]));
    expect(() => arrayText([Buffer.from([1])])).toThrow();
  });
});

describe('a connection on which a prepared statement became stale', () => {
  const organisationId = randomUUID();
  // An account gets only a part of the pool.
  const asker = () => ({ actor: randomUUID(), group: randomUUID() });

  async function inPackets(statement: Sql): Promise<void> {
    const { connections, packets } = world.app.services.db;
    const transaction = await PacketTransaction.open(connections.of(asker()), packets);
    try {
      await transaction.begin(organisationId, [statement]);
    } finally {
      await transaction.end();
    }
  }

  async function inOneSnapshot(statement: Sql): Promise<void> {
    const session = new ReadSession(world.app.services.db.connections.of(asker()), organisationId);
    try {
      await session.query(statement, 'once');
    } finally {
      await session.close();
    }
  }

  it.each([
    ['a packet', 'read_in_packets', inPackets, (statement: Sql) => statementOf(statement, true).name],
    [
      'a read session',
      'read_in_session',
      inOneSnapshot,
      (statement: Sql) => nameOf(compile(statement).sql).name,
    ],
  ])('is closed after %s, so that the statement works again', async (_, table, read, name) => {
    await world.rows(`create table ${table} (id int); grant select on ${table} to public`);
    const statement = sql`select * from ${sql.table(table)}`;
    // Often enough that every connection of the pool prepares it.
    const all = () => Promise.allSettled(Array.from({ length: 20 }, () => read(statement)));
    await all();
    await world.rows(`alter table ${table} add column more text`);
    // A statement without a name is prepared each time. Earlier tests of this process may have taken all names.
    const isPrepared = name(statement) !== undefined;
    expect((await all()).some(({ status }) => status === 'rejected')).toBe(isPrepared);
    await all();
    expect((await all()).map(({ status }) => status)).toEqual(Array(20).fill('fulfilled'));
  });
});
