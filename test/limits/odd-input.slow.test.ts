import { isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, notBroken, overSocket, sameOverBoth, stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { byEntryPoint, type Cases, checkAll } from '../harness/matrix.js';
import {
  allInputObjects,
  allPositions,
  contract,
  nameOf,
  operationAt,
  type Position,
  refusalsIn,
} from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { fillWith, type Ids, neededBy, oneOfEach } from './fixtures.js';

let world: World;
let admin: Client;
let key: Client;
let ids: Ids;

beforeAll(async () => {
  world = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '10000', SIGN_IN_ATTEMPTS_PER_ADDRESS: '10000' });
  // Uses a session of its own, because a test may end it.
  const { signIn } = await world
    .anonymous()
    .ok('mutation { signIn(input: { email: "admin@example.com", password: "demo" }) { token } }');
  admin = world.withToken(signIn.token);
  ids = await oneOfEach(admin);
  const scopes = [
    'TICKETS_READ',
    'TICKETS_WRITE',
    'COMMENTS_WRITE',
    'COMMENTS_ON_BEHALF',
    'ADMINISTRATION',
    'IMPORT',
  ];
  key = world.withToken((await admin.done('createApiKey', { name: 'All', scopes }, 'secret')).secret);
});
afterAll(async () => {
  await Promise.all([admin.close(), key.close()]);
  await world.stop();
});

/** The positions at which a client sends a value of this type or, without a type, any value. */
const placesOf = (type?: string): [field: string, Cases<Position>][] => {
  const positions = allPositions().filter((position) => type === undefined || position.type === type);
  return byEntryPoint(positions.map((position) => [nameOf(position), position]));
};

/** Returns a new session, for operations that can end it. */
async function fresh(): Promise<Client> {
  const { signIn } = await world
    .anonymous()
    .ok('mutation { signIn(input: { email: "agent@example.com", password: "demo" }) { token } }');
  return world.withToken(signIn.token);
}

async function clientFor({ path, field }: Position): Promise<Client> {
  if (['signOut', 'renewSession', 'revokeSession', 'revokeSessions'].includes(field)) return fresh();
  return path.includes('import') || path.includes('onBehalfOfId') ? key : admin;
}

/**
 * Sends a value at a position, and returns the answers. It uses both transports, or the one that `turn`
 * selects; subscriptions have only one.
 */
async function tried(position: Position, value: unknown, turn?: number): Promise<Answer[]> {
  const { query, variables } = operationAt(position, fillWith(ids), value, neededBy(position, ids));
  const overHttp = async (client: Client) => notBroken(await client.send(query, variables), variables);
  const sends = [(client: Client) => overSocket(client, query, variables)];
  if (position.operation !== 'subscription') sends.unshift(overHttp);
  const answers: Answer[] = [];
  for (const [i, send] of sends.entries()) {
    if (turn !== undefined && i !== turn % sends.length) continue;
    const client = await clientFor(position);
    answers.push(await send(client));
    if (client !== admin && client !== key) await client.close();
  }
  return answers;
}

interface Refusal {
  code: string;
  rule?: string;
  at: string;
}

/** Returns the first refusal, from a GraphQL error or from an error in the payload, or null. */
function refusalIn(answer: Answer, { field }: Position): Refusal | null {
  const [error] = answer.errors ?? [];
  if (error) {
    const { code, rule, argument } = error.extensions as Record<string, string>;
    return { code: code ?? '', at: argument ?? '', ...(rule ? { rule } : {}) };
  }
  const [refusal] = refusalsIn(answer.data?.[field]);
  if (!refusal) return null;
  const { code, rule, path } = refusal;
  return { code, at: path.join('.'), ...(rule ? { rule } : {}) };
}

describe('a character that cannot be stored', () => {
  afterAll(() => stillServes(world));

  /**
   * Paths of errors that differ from the position: the entry point hides the fault, or another rule refuses
   * it.
   */
  const otherwise: Record<string, string> = {
    'signIn.input.email': 'input',
    'signIn.input.password': 'input',
  };

  it.each(placesOf('String'))('is refused by %s', (_field, places) =>
    changingNothing(world, () => checkAll(places, isRefused)),
  );

  async function isRefused(position: Position, name: string): Promise<void> {
    for (const bad of ['a\u0000b', 'a\ud800b']) {
      for (const answer of await tried(position, bad)) {
        if (position.field === 'ticketByNumber' || position.field === 'surveyForm') {
          expect(answer).toEqual({ data: { [position.field]: null } });
          continue;
        }
        if (position.operation === 'subscription' && name.endsWith('.after')) {
          // It is an invalid cursor like any other. Some begin with their snapshot after any cursor.
          const snapshots = new Map([
            ['ticketView', 'TicketViewSnapshot'],
            ['queueCounters', 'QueueCountersSnapshot'],
            ['ticketPresence', 'TicketPresence'],
          ]);
          const first = snapshots.get(position.field) ?? 'ResyncRequired';
          expect(answer.data[position.field]).toMatchObject({ __typename: first });
          continue;
        }
        const refusal = refusalIn(answer, position);
        // A filter is checked as in a query, also where a mutation stores it.
        const inList = position.operation !== 'mutation' || position.path.includes('filter');
        const place = position.path.filter((part) => !inList || part !== '0').join('.');
        expect(refusal).toMatchObject({ at: otherwise[name] ?? place });
        const hidden = name === 'answerSurvey.input.token' ? 'NOT_FOUND' : 'INVALID_CREDENTIALS';
        expect(['VALIDATION_FAILED', 'BAD_USER_INPUT', hidden]).toContain(refusal?.code);
      }
    }
  }

  it.each(placesOf('ID'))('is an invalid id for %s', (_field, places) =>
    changingNothing(world, () => checkAll(places, namesNothing)),
  );

  async function namesNothing(position: Position): Promise<void> {
    for (const bad of ['', 'a\u0000b', 'a\ud800b', '\u202e', 'x'.repeat(10_000)]) {
      for (const answer of await tried(position, bad)) {
        const refusal = refusalIn(answer, position);
        if (position.operation !== 'mutation') {
          const isNode = ['node', 'nodes'].includes(position.field);
          if (isNode) expect([undefined, 'BAD_USER_INPUT']).toContain(refusal?.code);
          else expect(refusal?.code).toBe('BAD_USER_INPUT');
          continue;
        }
        // A transition treats an empty required text as a missing one.
        if (bad === '' && refusal?.code === 'INVALID_TRANSITION') continue;
        // In a filter, a text that is no id breaks a rule, as in a query.
        const ofFilter = position.path.includes('filter') ? 'VALIDATION_FAILED' : 'NOT_FOUND';
        expect([ofFilter, 'NOT_FOUND', 'BAD_USER_INPUT']).toContain(refusal?.code);
      }
    }
  }
});

describe('unusual text that can be stored', () => {
  afterAll(() => stillServes(world));

  const texts: Record<string, string> = {
    'with reversed direction': '\u202eabc\u202c',
    'with invisible characters only': '\u200b\u200d\ufeff',
    'with thousands of accents': `e${'\u0301'.repeat(5000)}`,
    'with noncharacters and private-use characters': '\uffff\ufffe\u{10ffff}\ue000',
    'with control characters': '\u0001\u0007\u001b[31m\u007f\u0085\u2028\u2029',
    'like a prototype': '__proto__',
    'like a constructor': 'constructor',
    'like a statement': "'; drop table users; --",
    'like a template': '{{7*7}}%s%n%00<script>',
    'longer than every limit': 'x'.repeat(200_000),
  };

  it.each(placesOf('String'))(
    'is accepted or refused by %s, and never causes an internal error',
    (_field, places) =>
      checkAll(places, async (position) => {
        for (const [i, [what, text]] of Object.entries(texts).entries()) {
          for (const answer of await tried(position, text, i)) {
            const refusal = refusalIn(answer, position);
            if (refusal) expect([what, expected.has(refusal.code) || refusal]).toEqual([what, true]);
          }
        }
      }),
  );

  it.each(Object.entries(texts).filter(([what]) => !/nothing|longer/.test(what)))(
    'is returned unchanged: %s',
    async (_what, text) => {
      const input = { type: 'INCIDENT', subject: 'Odd', description: `${text}.` };
      const { ticket } = await admin.done('createTicket', input, 'ticket { description }');
      expect(ticket.description).toBe(`${text}.`.trim().normalize('NFC'));
    },
  );
});

/** Codes of errors that the client caused. */
const expected = new Set([
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
  'INVALID_TRANSITION',
  'IDEMPOTENCY_KEY_REUSED',
  'INVALID_CREDENTIALS',
  'UPLOAD_REJECTED',
  'BAD_USER_INPUT',
]);

describe('a value of the wrong type', () => {
  afterAll(() => stillServes(world));

  const wrong: Record<string, unknown[]> = {
    Int: [2 ** 31, -(2 ** 31) - 1, 1e300, 1.5, '1', true, {}, ['x']],
    Float: ['1', true, {}, ['x']],
    Boolean: ['true', 1, {}, ['x']],
    ID: [1.5, true, {}],
    String: [7, true, {}],
    DateTime: [
      'yesterday',
      '',
      '0000-01-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '9999-12-31T23:59:59-23:00',
      '+275760-09-13T00:00:00.000Z',
      '2026-01-01',
      '2026-01-01T00:00:00.000Z\u0000',
      7,
      1e300,
      {},
      ['x'],
    ],
    enum: ['NOPE', 'nope', '__proto__', 'constructor', '', 7, true, {}],
  };
  // The JSON scalar accepts any value.
  const typed = placesOf().map(([field, places]): [string, Cases<Position>] => [
    field,
    places.filter(([, { type }]) => type !== 'JSON'),
  ]);

  /**
   * Builds one operation that sends each value at the position, by its own field and variable: `$input_0`,
   * `$input_1` and so on.
   */
  function operationWith(position: Position, values: readonly unknown[]) {
    const [heads, calls, variables]: [string[], string[], [string, unknown][]] = [[], [], []];
    for (const [i, value] of values.entries()) {
      const one = operationAt(position, fillWith(ids), value, neededBy(position, ids));
      const named = one.query.replaceAll(/\$(\w+)/g, `$$$1_${i}`);
      const [, head = '', call = ''] = /^\w+ \((.*?)\) \{ (.*) \}$/s.exec(named) ?? [];
      heads.push(head);
      calls.push(`at_${i}: ${call}`);
      for (const [name, given] of Object.entries(one.variables)) variables.push([`${name}_${i}`, given]);
    }
    const query = `${position.operation} (${heads.join(', ')}) { ${calls.join(' ')} }`;
    return { query, variables: Object.fromEntries(variables) };
  }

  /** The place in the variable of the value, as graphql-js writes it: ` at "input_0.labels[0]"`. */
  function placeIn({ path }: Position, i: number): string {
    const [variable, ...inner] = path;
    return ` at "${variable}_${i}${inner.map((part) => (part === '0' ? '[0]' : `.${part}`)).join('')}"`;
  }

  it.each(typed)(
    'is refused by %s, with the name of the variable and without suggestions',
    (_field, places) =>
      checkAll(places, async (position) => {
        const values = wrong[position.type] ?? wrong.enum ?? [];
        // An answer lists at most ten errors, and a subscription has one field.
        const size = position.operation === 'subscription' ? 1 : 8;
        for (let from = 0; from < values.length; from += size) {
          const some = values.slice(from, from + size);
          const { query, variables } = operationWith(position, some);
          const client = await clientFor(position);
          const answer =
            position.operation === 'subscription'
              ? await overSocket(client, query, variables)
              : await sameOverBoth(client, query, variables);
          if (client !== admin && client !== key) await client.close();
          for (const [i, value] of some.entries()) {
            const about = answer.errors?.filter(({ message }) =>
              message.includes(`"$${position.path[0]}_${i}"`),
            );
            expect([value, about?.[0]?.extensions?.code]).toEqual([value, 'BAD_USER_INPUT']);
            if (position.path.length > 1)
              expect([value, about?.[0]?.message]).toEqual([
                value,
                expect.stringContaining(placeIn(position, i)),
              ]);
          }
          for (const { message } of answer.errors ?? []) expect(message).not.toMatch(/Did you mean/);
        }
      }),
  );

  it.each(placesOf('Int'))(
    'that is an integer out of range is refused by %s, or does no harm',
    (_field, places) =>
      checkAll(places, async (position) => {
        for (const value of [0, -1, 2 ** 31 - 1, -(2 ** 31)]) {
          for (const answer of await tried(position, value)) {
            const refusal = refusalIn(answer, position);
            if (refusal) expect([value, expected.has(refusal.code) || refusal]).toEqual([value, true]);
          }
        }
      }),
  );

  it('is refused when it is a number that fits JSON and no integer type', async () => {
    for (const number of ['1e400', '-1e400', '1e-400000000', '9'.repeat(400)]) {
      const body = `{"query":"query ($n: Int) { tickets(first: $n) { totalCount } }","variables":{"n":${number}}}`;
      const response = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}` },
      });
      const { errors } = (await response.json()) as { errors?: { extensions: object }[] };
      // JSON has no smaller number than 0, which is a size of a page.
      if (Number(number) === 0) expect([number, errors]).toEqual([number, undefined]);
      else expect([number, errors?.[0]?.extensions]).toMatchObject([number, { code: 'BAD_USER_INPUT' }]);
      const literal = `{ tickets(first: ${number}) { totalCount } }`;
      const answer = await sameOverBoth(admin, literal);
      expect(answer.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });
});

describe('an unknown field of an input', () => {
  afterAll(() => stillServes(world));

  const names = [
    'organisationId',
    'organisation_id',
    'version',
    'createdAt',
    'status',
    'passwordHash',
    'tokenHash',
    '__proto__',
    'constructor',
  ];
  /** Leaves out the names that the input really has. */
  const unknownFieldsOf = (type: string): string[] => {
    const input = contract.getType(type);
    return names.filter((name) => !(isInputObjectType(input) && input.getFields()[name]));
  };
  const objects = byEntryPoint(
    allInputObjects().map((position): [string, Position] => [nameOf(position), position]),
  );

  it.each(objects)('is refused by %s, by name, when it is in a variable', (_field, places) =>
    changingNothing(world, () => checkAll(places, isRefusedInVariable)),
  );

  async function isRefusedInVariable(position: Position): Promise<void> {
    const unknownFields = unknownFieldsOf(position.type);
    const extra = Object.fromEntries(unknownFields.map((name) => [name, 'x']));
    const { query, variables } = operationAt(position, fillWith(ids), extra, neededBy(position, ids));
    const answer =
      position.operation === 'subscription'
        ? await overSocket(admin, query, variables)
        : await sameOverBoth(admin, query, variables);
    expect(answer.data ?? null).toBeNull();
    // An error names all the values in the request, so the answer lists only a few: the missing fields, and
    // some of these.
    expect(answer.errors?.length).toBeLessThanOrEqual(10);
    const named = answer.errors?.map(({ message }) => /Field "(\w+)" is not defined/.exec(message)?.[1]);
    expect(unknownFields).toEqual(expect.arrayContaining(named?.filter((name) => name !== undefined) ?? []));
    expect(named?.some((name) => name !== undefined)).toBe(true);
    for (const { message, extensions } of answer.errors ?? []) {
      expect(extensions?.code).toBe('BAD_USER_INPUT');
      expect(message).not.toMatch(/Did you mean/);
    }
  }

  it.each(objects)('is refused by %s, each by name, when it is in the document', (_field, places) =>
    changingNothing(world, () => checkAll(places, isRefusedInDocument)),
  );

  async function isRefusedInDocument(position: Position): Promise<void> {
    const unknownFields = unknownFieldsOf(position.type);
    const literal = position.path
      .slice(1)
      .reduceRight(
        (inner, part) => (part === '0' ? `[${inner}]` : `{ ${part}: ${inner} }`),
        `{ ${unknownFields.map((name) => `${name}: "x"`).join(' ')} }`,
      );
    const query = `${position.operation} { ${position.field}(${position.path[0]}: ${literal}) { __typename } }`;
    const answer =
      position.operation === 'subscription'
        ? await overSocket(admin, query)
        : await sameOverBoth(admin, query);
    for (const name of unknownFields) {
      const found = answer.errors?.find((it) => it.message.includes(`Field "${name}" is not defined`));
      expect({ name, code: found?.extensions?.code }).toEqual({ name, code: 'GRAPHQL_VALIDATION_FAILED' });
    }
    expect(JSON.stringify(answer)).not.toMatch(/Did you mean/);
  }

  it("does not change the prototypes of the server's objects", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).organisationId).toBeUndefined();
  });
});
