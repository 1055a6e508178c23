import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../harness/client.js';
import { directory, refusedWith } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let teamId: string;
beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  teamId = Object.values((await directory(admin)).teams)[0] as string;
});
afterAll(() => world.stop());

interface Named {
  /** What a creation needs in addition to the name. */
  input(): object;
  what: string;
  /** The mutation that changes it, and the field of its id. */
  update?: [mutation: string, idField: string];
}

/** Every object whose name is unique. */
const named: Record<string, Named> = {
  createTeam: { what: 'team', input: () => ({}) },
  createQueue: { what: 'queue', input: () => ({ teamId }), update: ['updateQueue', 'queueId'] },
  createCategory: {
    what: 'category',
    input: () => ({ ticketType: 'OTHER' }),
    update: ['updateCategory', 'categoryId'],
  },
  createService: {
    what: 'service',
    input: () => ({ ownerTeamId: teamId, criticality: 'LOW' }),
    update: ['updateService', 'serviceId'],
  },
  createConfigurationItem: {
    what: 'configurationItem',
    input: () => ({ ownerTeamId: teamId, kind: 'OTHER' }),
    update: ['updateConfigurationItem', 'configurationItemId'],
  },
  createRequestForm: {
    what: 'requestForm',
    input: () => ({ ticketType: 'OTHER', fields: [{ key: 'one', label: 'One', type: 'TEXT' }] }),
    update: ['updateRequestForm', 'requestFormId'],
  },
  createTicketTemplate: {
    what: 'ticketTemplate',
    input: () => ({ ticketType: 'OTHER' }),
    update: ['updateTicketTemplate', 'ticketTemplateId'],
  },
  createApprovalPolicy: {
    what: 'approvalPolicy',
    input: () => ({ ticketType: 'OTHER', rule: 'ANY_ONE', teamIds: [teamId] }),
    update: ['updateApprovalPolicy', 'approvalPolicyId'],
  },
};

const alike = [
  ['in another case', 'ÉTAGE 2 STRASSE'],
  ['with other spaces', 'Étage\u00a02  straße'],
  ['in other forms of its characters', '\uff25\u0301tage \u00b2 stra\u1e9ee'],
  ['with a dot at its end', 'Étage 2 straße.'],
];

describe.each(Object.entries(named))('the name of %s', (mutation, { input, what, update }) => {
  const name = 'Étage 2 straße';
  let id: string;
  beforeAll(async () => {
    id = (await admin.done(mutation, { name, ...input() }, `${what} { id }`))[what].id;
  });

  it.each(alike)('is not accepted again %s', async (_how, given) => {
    const error = await refusedWith(world, admin, mutation, { name: given, ...input() });
    expect(error).toMatchObject({ path: ['input', 'name'], rule: 'UNIQUE' });
    expect(error.message).toMatch(/^name looks like “Étage 2 straße”, which is already used by another /);
  });

  it('is not accepted again as it is, and accepted when it differs', async () => {
    const error = await refusedWith(world, admin, mutation, { name, ...input() });
    expect(error.message).toMatch(/^name is already used by another .* Choose another name\.$/);
    await admin.done(mutation, { name: 'Étage 3 straße', ...input() }, '__typename');
  });

  it.runIf(update)('can be written in another way for the same object', async () => {
    const [change, idField] = update as [string, string];
    const rename = async (to: string) =>
      (await admin.done(change, { [idField]: id, name: to }, `${what} { name }`))[what].name;
    expect(await rename('ÉTAGE 2 straße')).toBe('ÉTAGE 2 straße');
    await rename(name);
  });

  it('is given to one of many calls at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        admin.mutate(mutation, { name: i % 2 ? 'At once' : 'AT ONCE', ...input() }, '__typename'),
      ),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });
});

describe('an e-mail address', () => {
  const someone = (email: string) => ({ name: 'Somebody', email, role: 'REQUESTER' });
  const password = 'long enough';
  beforeAll(() => admin.done('createUser', { ...someone('jürg@bücher.example'), password }, '__typename'));

  it('opens the account and finds the user with a letter composed of two, and outer spaces', async () => {
    const email = ' Ju\u0308rg@bu\u0308cher.example ';
    await (await Client.signIn(() => world.url, email, password)).close();
    const query = 'query ($emails: [String!]) { users(filter: { emails: $emails }) { totalCount } }';
    expect((await admin.ok(query, { emails: [email] })).users.totalCount).toBe(1);
  });

  it.each([
    ['with its domain in the ASCII form', 'jürg@xn--bcher-kva.example'],
    ['in another case', 'JÜRG@BÜCHER.example'],
    ['with wide letters', 'jürg@\uff42ücher.example'],
    ['with a letter composed of two', 'ju\u0308rg@bu\u0308cher.example'],
  ])('is not accepted again %s', async (_how, email) => {
    const error = await refusedWith(world, admin, 'createUser', someone(email));
    expect(['UNIQUE', 'FORMAT']).toContain(error.rule);
    expect(error.path).toEqual(['input', 'email']);
  });

  it.each([
    ['a dot at its end', 'somebody@example.com.', 'FORMAT'],
    ['an invisible character', 'some\u200bbody@example.com', 'VISIBLE'],
    ['a character that changes the direction', 'some\u202ebody@example.com', 'VISIBLE'],
  ])('has not %s', async (_what, email, rule) => {
    const error = await refusedWith(world, admin, 'createUser', someone(email));
    expect(error).toMatchObject({ path: ['input', 'email'], rule });
  });

  it('that looked like another before stays, and another one is refused', async () => {
    await admin.done('createUser', someone('old@example.com'), '__typename');
    await world.rows(`with it as (select organisation_id, id from users where email = 'old@example.com')
      insert into addresses (email, organisation_id, user_id) select 'ｏld@example.com', organisation_id, id from it`);
    const error = await refusedWith(world, admin, 'createUser', someone('Old@example.com'));
    expect(error.rule).toBe('UNIQUE');
  });
});

it('lists names in the order of people, and numbers as numbers', async () => {
  const names = ['10 team', '9 team', 'zoo', 'Ärger', 'arm', 'Zebra', 'Örtlich', 'oslo'].map(
    (name) => `# ${name}`,
  );
  for (const name of names) await admin.done('createTeam', { name }, '__typename');
  const ordered = ['9 team', '10 team', 'Ärger', 'arm', 'Örtlich', 'oslo', 'Zebra', 'zoo'].map(
    (name) => `# ${name}`,
  );
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const { teams } = await admin.ok(
      'query ($after: String) { teams(first: 3, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    seen.push(...teams.nodes.map(({ name }: { name: string }) => name));
    if (!teams.pageInfo.hasNextPage) break;
    after = teams.pageInfo.endCursor;
  }
  expect(seen.filter((name) => name.startsWith('# '))).toEqual(ordered);
});
