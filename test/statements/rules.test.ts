import { describe, expect, inject, it } from 'vitest';
import { recordedStatements } from '../harness/recorded-statements.js';
import { startWorld } from '../harness/world.js';
import { catalogueOf } from './catalogue.js';
import { brokenInFunction, type StoredFunction, storedFunctions } from './functions.js';
import { brokenRules } from './rules.js';

const catalogue = {
  tables: new Map([
    ['organisations', 'id'],
    ['tickets', 'organisation_id'],
    ['queues', 'organisation_id'],
  ]),
  volatile: new Set(['clock_timestamp', 'gen_random_uuid']),
};

describe('a statement', () => {
  it.each([
    'select 1',
    "begin; set local app.organisation_id = 'x'; select 1",
    'select id from tickets where organisation_id = $1 and id = $2',
    "select id from tickets where organisation_id = 'text'::uuid",
    'select t.id from tickets t join queues q on q.organisation_id = $1 and q.id = t.queue_id where $2 = t.organisation_id',
    'select t.id from tickets t left join queues q on (q.organisation_id = $1 and q.id = t.queue_id) where (t.organisation_id = $1 and true)',
    'select t.id from unnest($2::uuid[]) one (id) cross join lateral (select * from tickets x where x.organisation_id = $1 and x.id = one.id) t',
    'with tickets as (select $1::uuid as id) select id from tickets',
    'select name from organisations where id = $1',
    'select 1 from tickets t where false',
    'insert into tickets (id, organisation_id) values ($1, $2), ($3, $4)',
    'insert into tickets (organisation_id, id) select $1::uuid, given.id from unnest($2::uuid[]) given (id)',
    'update tickets set version = 2 where organisation_id = $1 and id = $2 returning version, now()',
    'delete from tickets where organisation_id = $1',
    'delete from tickets where (organisation_id, id) in (($1, $2), ($1, $3))',
    'select number from unnest($1::int[]) number',
  ])('follows the rules: %s', (text) => {
    expect(brokenRules(text, catalogue)).toEqual([]);
  });

  it.each([
    ['select id from tickets where id = $1', 'tickets has no "tickets.organisation_id = value"'],
    ['select id from tickets', 'tickets has no "tickets.organisation_id = value"'],
    ['select name from organisations', 'organisations has no "organisations.id = value"'],
    [
      'select t.id from tickets t join queues q on q.organisation_id = t.organisation_id where t.organisation_id = $1',
      'queues q has no "q.organisation_id = value"',
    ],
    [
      'select t.id from tickets t where t.organisation_id = $1 or t.id = $2',
      'tickets t has no "t.organisation_id = value"',
    ],
    [
      'select t.id from tickets t where not t.organisation_id = $1',
      'tickets t has no "t.organisation_id = value"',
    ],
    [
      'select t.id from tickets t where t.organisation_id > $1',
      'tickets t has no "t.organisation_id = value"',
    ],
    [
      'select t.id from tickets t, queues q where organisation_id = $1 and t.organisation_id = $1',
      'queues q has no "q.organisation_id = value"',
    ],
    [
      'select 1 where exists (select 1 from tickets t where t.id = $1)',
      'tickets t has no "t.organisation_id = value"',
    ],
    [
      'with one as (select id from tickets where id = $1) select id from one',
      'tickets has no "tickets.organisation_id = value"',
    ],
    ['select 1 union all select 1 from queues', 'queues has no "queues.organisation_id = value"'],
    ['explain select 1 from queues', 'queues has no "queues.organisation_id = value"'],
    ['update tickets set version = 2 where id = $1', 'tickets has no "tickets.organisation_id = value"'],
    [
      'update tickets t set version = 2 from queues q where t.organisation_id = $1 and q.id = t.queue_id',
      'queues q has no "q.organisation_id = value"',
    ],
    ['delete from tickets where id = $1', 'tickets has no "tickets.organisation_id = value"'],
    [
      'delete from tickets where (id, number) in (($1, $2))',
      'tickets has no "tickets.organisation_id = value"',
    ],
    [
      'delete from tickets where organisation_id in ($1, $2)',
      'tickets has no "tickets.organisation_id = value"',
    ],
    ['insert into tickets (id) values ($1)', 'tickets gets its organisation_id not by value'],
    [
      'insert into tickets (id, organisation_id) select e.id, e.organisation_id from jsonb_to_recordset($1) as e (id uuid, organisation_id uuid)',
      'tickets gets its organisation_id not by value',
    ],
    ['select 1 where exists (select from unnest($1::int[]))', 'it selects no column: write "select 1 from"'],
    ["select set_config('app.organisation_id', $1, true)", 'it calls set_config: write "set local"'],
    [
      'update tickets set version = 2 where organisation_id = $1 returning clock_timestamp() - now()',
      'RETURNING calls clock_timestamp, which is volatile',
    ],
  ])('breaks a rule: %s', (text, rule) => {
    expect(brokenRules(text, catalogue)).toEqual([rule]);
  });

  it('is recorded as the server sends it, without text literals', async () => {
    const world = await startWorld();
    await world.as('agent');
    await world.stop();
    const recorded = recordedStatements(inject('statements'));
    const binding = "set local app.organisation_id = 'text'";
    expect(recorded.some((text) => text.startsWith('begin') && text.includes(binding))).toBe(true);
    expect(recorded.some((text) => text.includes('from sessions s'))).toBe(true);
    expect(recorded.some((text) => /insert into "sessions".* values \('text', 'text'/.test(text))).toBe(true);
  });
});

/** Functions that cannot name an organisation, with the reason. */
const exceptions: Record<string, string> = {
  address_is_free: 'It reads the directory of addresses: an address is unique over all organisations.',
  organisation_of_old_key:
    'The API keys that it looks up do not name their organisation. The last of them expire in February 2027.',
  owner_of_address: 'It reads the directory of addresses, which says whose organisation a person is of.',
};

describe('the functions in the database', () => {
  it('read one organisation at a time, by value', async () => {
    const world = await startWorld();
    try {
      const catalogue = await catalogueOf(world.databaseUrl);
      const functions = await world.rows<StoredFunction & Record<string, unknown>>(storedFunctions);
      expect(functions.length).toBeGreaterThan(15);
      const broken = functions.filter((one) => brokenInFunction(one, catalogue).length > 0);
      expect(broken.map(({ name }) => name)).toEqual(Object.keys(exceptions));
    } finally {
      await world.stop();
    }
  });

  it('are reported when they do not', () => {
    const stored = (language: string, body: string) => ({
      name: 'one',
      language,
      definition: `create function one(organisation uuid, after uuid, at_most int) returns setof uuid language ${language} as $$ ${body} $$`,
      source: body,
      parameters: ['organisation', 'after', 'at_most'],
    });
    const good = 'select t.id from tickets t where t.organisation_id = organisation';
    const bad = 'select t.id from tickets t join organisations o on o.id = t.organisation_id';
    const broken = ['tickets t has no "t.organisation_id = value"', 'organisations o has no "o.id = value"'];
    expect(brokenInFunction(stored('sql', good), catalogue)).toEqual([]);
    expect(brokenInFunction(stored('sql', bad), catalogue)).toEqual(broken);
    const loop = (list: string, query: string) =>
      `declare each uuid; begin for each in ${list} loop return query ${query}; end loop; end`;
    const listed = 'select o.id from organisations o where o.id > after order by o.id limit at_most';
    const ofEach = 'select t.id from tickets t where t.organisation_id = each';
    expect(brokenInFunction(stored('plpgsql', loop(listed, ofEach)), catalogue)).toEqual([]);
    expect(brokenInFunction(stored('plpgsql', loop(listed, bad)), catalogue)).toEqual(broken);
    expect(
      brokenInFunction(stored('plpgsql', loop('select o.id from organisations o', ofEach)), catalogue),
    ).toEqual(['organisations o has no "o.id = value"']);
    const inCondition = 'begin if exists (select 1 from queues) then return; end if; end';
    expect(brokenInFunction(stored('plpgsql', inCondition), catalogue)).toEqual([
      'queues has no "queues.organisation_id = value"',
    ]);
  });
});
