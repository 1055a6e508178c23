import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema as buildSdl,
  GraphQLNonNull,
  type GraphQLObjectType,
  getIntrospectionQuery,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configVariables } from '../../server/platform/config/variables.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

const root = join(import.meta.dirname, '../..');
const folder = (name: string): string[] =>
  readdirSync(join(root, name))
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(join(root, name, file), 'utf8'));
const contract = buildSdl(folder('schema').join('\n'));
const mutations = Object.values(contract.getMutationType()?.getFields() ?? {});

describe('the served schema', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ PUBLIC_URL: 'https://tickets.example.com/desk/' });
  });
  afterAll(() => world.stop());

  it('equals the SDL files: types, fields, arguments, defaults and descriptions', async () => {
    const answer = await world.anonymous().ok(getIntrospectionQuery());
    const served = printSchema(lexicographicSortSchema(buildClientSchema(answer)));
    expect(served).toBe(printSchema(lexicographicSortSchema(contract)));
    expect(served.length).toBeGreaterThan(10_000);
  });

  it('is one file for the tools of clients, without extensions, that a client with the same version is not sent again', async () => {
    const file = `${world.url}/schema.graphql`;
    const answer = await fetch(file);
    expect(answer.headers.get('cache-control')).toBe('public, no-cache');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const text = await answer.text();
    expect(text).not.toMatch(/^extend /m);
    expect(printSchema(buildSdl(text))).toBe(printSchema(contract));
    expect(text).toContain('@listSize(assumedSize: 5)');
    const known = { 'if-none-match': answer.headers.get('etag') ?? '' };
    expect(await fetch(file, { headers: known }).then(({ status }) => status)).toBe(304);
    expect(await fetch(file, { headers: { 'if-none-match': 'W/"old"' } }).then(({ status }) => status)).toBe(
      200,
    );
  });

  it('names the address of a ticket for people, which leads to the page that shows it', async () => {
    const { number, url } = await report(await world.as('requester'), {}, 'ticket { number url }');
    expect(url).toBe(`https://tickets.example.com/desk/t/${number}`);
    const page = await fetch(`${world.url}/t/${number}`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([302, `/graphiql?ticket=${number}`]);
  });
});

describe('the contract', () => {
  it.each(mutations.map((field) => [field.name, field] as const))(
    '%s takes one input with an idempotency key and returns errors and the cursor of its last event',
    (name, field) => {
      expect(field.args.map((argument) => argument.name)).toEqual(['input']);
      const argument = field.args[0]?.type;
      const input = argument instanceof GraphQLNonNull ? argument.ofType : argument;
      expect(String(input)).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Input`);
      if (!isInputObjectType(input)) throw new Error(`${name} takes no input object`);
      const key = input.getFields().idempotencyKey;
      if (name === 'signIn') expect(key).toBeUndefined();
      else expect(String(key?.type)).toBe('String');
      const payload = (field.type as GraphQLNonNull<GraphQLObjectType>).ofType;
      expect(payload.name).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Payload`);
      expect(String(payload.getFields().errors?.type)).toBe('[UserError!]!');
      expect(String(payload.getFields().eventCursor?.type)).toBe('String');
    },
  );

  it('gives every kind of refusal its own type and code', () => {
    const userError = contract.getType('UserError');
    if (!isInterfaceType(userError)) throw new Error('UserError is an interface');
    const kinds = contract.getPossibleTypes(userError).map((type) => type.name);
    const codes = contract.getType('ErrorCode');
    expect(kinds).toHaveLength((codes as unknown as { getValues(): unknown[] }).getValues().length);
  });

  it('pages every unbounded list in the same way', () => {
    const connections = Object.values(contract.getTypeMap())
      .filter(isObjectType)
      .filter((type) => type.name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(6);
    for (const connection of connections) {
      expect(Object.keys(connection.getFields())).toEqual(
        expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount', 'totalCountIsCapped']),
      );
    }
    const fields = Object.values(contract.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()))
      .filter((field) => String(field.type).endsWith('Connection!'));
    for (const field of fields)
      expect({ name: field.name, args: field.args.map((argument) => argument.name) }).toEqual({
        name: field.name,
        args: expect.arrayContaining(['first', 'after', 'last', 'before']),
      });
  });
});

describe('the example operations of GraphiQL', () => {
  const files = readdirSync(join(root, 'client-examples/graphiql')).filter((file) =>
    file.endsWith('.graphql'),
  );

  it.each(files)('%s is valid', (file) => {
    const text = readFileSync(join(root, 'client-examples/graphiql', file), 'utf8');
    expect(validate(contract, parse(text)).map((error) => error.message)).toEqual([]);
  });

  it.each(files)('%s has variables in valid JSON', (file) => {
    const text = readFileSync(join(root, 'client-examples/graphiql', file), 'utf8');
    const [, comment] = text.split('# Variables:\n');
    if (comment === undefined) return;
    const json = comment
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) => line.slice(1))
      .join('\n');
    expect(() => JSON.parse(json)).not.toThrow();
  });
});

describe('the example configuration', () => {
  it('names every setting once with its default, and nothing else', () => {
    const lines = readFileSync(join(root, '.env.example'), 'utf8').split('\n');
    const settings = lines.filter((line) => /^#[A-Z0-9_]+=/.test(line));
    expect(settings).toEqual(configVariables.map((variable) => `#${variable.name}=${variable.default}`));
    for (const { description } of configVariables) expect(lines).toContain(`# ${description}`);
  });

  it('agrees with the reference, which describes each setting with its default', () => {
    const rows = readFileSync(join(root, 'docs/reference/configuration.md'), 'utf8').split('\n');
    for (const { name, default: value, description } of configVariables) {
      const shown = value === '' ? 'not set' : value.replaceAll(/[^,]+/g, '`$&`').replaceAll(',', ', ');
      expect(rows).toContain(`| \`${name}\` | ${shown} | ${description} |`);
    }
  });
});
