import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overSocket, stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
beforeAll(async () => {
  world = await startWorld({
    LIMIT_WIDTH: '1000',
    LIMIT_ALIASES: '1000',
    LIMIT_DIRECTIVES: '1000',
    LIMIT_ROOT_FIELDS: '1000',
  });
  agent = await world.as('agent');
});
afterAll(async () => {
  await stillServes(world);
  await agent.close();
  await world.stop();
});

const times = (n: number, one: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => one(i)).join(' ');

/**
 * Documents with one kind of mistake, made `n` times: with the same name each time, or with different names.
 */
const mistakes: [string, (n: number, name: (i: number) => string) => string][] = [
  ['unknown directives', (n, name) => `{ viewer { ${times(n, (i) => `id @${name(i)}`)} } }`],
  ['unknown directives at one place', (n, name) => `{ viewer { id ${times(n, (i) => `@${name(i)}`)} } }`],
  [
    'unknown directives of variables',
    (n, name) =>
      `query ($v: Boolean = true ${times(n, (i) => `@${name(i)}`)}) { viewer { id @skip(if: $v) } }`,
  ],
  ['unknown fields', (n, name) => `{ viewer { ${times(n, name)} } }`],
  ['unknown root fields', (n, name) => `{ ${times(n, name)} }`],
  [
    'unknown fields of inputs',
    (n, name) => `{ tickets(filter: { ${times(n, (i) => `${name(i)}: 1`)} }) { totalCount } }`,
  ],
  ['unknown arguments', (n, name) => `{ viewer { ${times(n, (i) => `id(${name(i)}: 1)`)} } }`],
  [
    'unknown arguments of a directive',
    (n, name) => `{ viewer { ${times(n, (i) => `id @skip(if: true, ${name(i)}: 1)`)} } }`,
  ],
  ['unknown fragments', (n, name) => `{ viewer { id ${times(n, (i) => `...${name(i)}`)} } }`],
  ['unknown variables', (n, name) => `{ viewer { ${times(n, (i) => `id @skip(if: $${name(i)})`)} } }`],
  [
    'unknown types of fragments',
    (n, name) => `{ viewer { id ${times(n, (i) => `... on ${name(i)} { id }`)} } }`,
  ],
  [
    'unknown types of variables',
    (n, name) =>
      `query (${times(n, (i) => `$v${i}: ${name(i)}`)}) { viewer { ${times(n, (i) => `id @skip(if: $v${i})`)} } }`,
  ],
  [
    'unknown values of an enum',
    (n, name) => `{ users(filter: { roles: [${times(n, name)}] }) { totalCount } }`,
  ],
  [
    'fragments that are never spread',
    (n, name) => `{ viewer { id } } ${times(n, (i) => `fragment ${name(i)} on User { id }`)}`,
  ],
  [
    'fragments on types that cannot be there',
    (n) => `{ viewer { id ${times(n, () => '... on Ticket { id }')} } }`,
  ],
  ['arguments given twice', (n) => `{ ticket(${times(n, () => 'id: "x"')}) { id } }`],
  [
    'variables given twice',
    (n) => `query (${times(n, () => '$v: Boolean!')}) { viewer { id @skip(if: $v) } }`,
  ],
  [
    'fields of an input given twice',
    (n) => `{ tickets(filter: { ${times(n, () => 'labels: []')} }) { totalCount } }`,
  ],
  ['the same directive twice', (n) => `{ viewer { id ${times(n, () => '@skip(if: false)')} } }`],
  ['operations of one name', (n) => times(n, () => 'query Q { viewer { id } }')],
  ['operations without a name', (n) => times(n, () => '{ viewer { id } }')],
  ['definitions of a schema', (n) => `{ viewer { id } } ${times(n, () => 'scalar S')}`],
  ['fields that cannot be merged', (n) => `{ viewer { ${times(n, (i) => `a: ${i % 2 ? 'id' : 'name'}`)} } }`],
  ['arguments that differ', (n) => `{ viewer { ${times(n, (i) => `id(a: ${i % 3})`)} } }`],
  ['arguments that are missing', (n) => `{ ${times(n, () => 'ticket { id }')} }`],
  ['leaves with fields', (n) => `{ viewer { ${times(n, () => 'id { x }')} } }`],
  ['objects without fields', (n) => `{ ${times(n, () => 'viewer')} }`],
];

/** Repeats a mistake up to the limit of tokens, and at most 1,000 times. */
function filled(of: (n: number) => string): string {
  for (let n = 1000; ; n -= 20) {
    const tokens = of(n).match(/\w+|"[^"]*"|\.\.\.|[^\s\w,]/g) ?? [];
    if (tokens.length < 1990) return of(n);
  }
}

interface Refused {
  errors: { message: string; locations?: unknown[]; extensions: { code: string } }[];
  characters: number;
  ms: number;
}

async function refusedOf(query: string): Promise<Refused> {
  const began = performance.now();
  const { errors, data } = await agent.send(query);
  const ms = performance.now() - began;
  expect(data).toBeUndefined();
  return { errors: errors as unknown as Refused['errors'], characters: JSON.stringify(errors).length, ms };
}

describe.each(mistakes)('a document with many mistakes: %s', (_what, of) => {
  it('gets one error for equal mistakes', async () => {
    const { errors, characters } = await refusedOf(filled((n) => of(n, () => 'Nothing')));
    // An unknown type can also violate another rule where it is used.
    expect(errors.map(({ message }) => message)).toEqual([...new Set(errors.map(({ message }) => message))]);
    expect(errors.length).toBeLessThanOrEqual(4);
    expect(characters).toBeLessThan(3500);
    for (const { extensions } of errors)
      expect(['GRAPHQL_VALIDATION_FAILED', 'DOCUMENT_LIMIT']).toContain(extensions.code);
  });

  it('gets a bounded answer in a short time for different mistakes', async () => {
    const name = (i: number): string => `Nothing${String(i).padStart(150, '0')}`;
    const query = filled((n) => of(n, name));
    const { errors, characters } = await refusedOf(query);
    expect(errors.length).toBeLessThanOrEqual(20);
    for (const { locations } of errors) expect(locations?.length ?? 0).toBeLessThanOrEqual(10);
    expect(characters).toBeLessThan(15_000);
    expect(JSON.stringify(errors)).not.toMatch(/Did you mean/);
    const { errors: over } = (await overSocket(agent, query)) as unknown as Refused;
    expect(over.length).toBe(errors.length);
  });

  it('takes time by the number of mistakes, not by the empty space around them', async () => {
    const query = filled((n) => of(n, () => 'Nothing'));
    const near = await refusedOf(query);
    const far = await refusedOf('\n'.repeat(450_000) + query);
    expect(far.errors.map(({ message }) => message)).toEqual(near.errors.map(({ message }) => message));
    expect(far.ms).toBeLessThan(near.ms + 2000);
  });
});
