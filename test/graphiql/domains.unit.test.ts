import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSpecifiedScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { saysUnauthenticated } from '../../server/platform/graphiql/answers.js';
import { domainsOf } from '../../server/platform/graphiql/domains.js';
import { contract } from '../harness/positions.js';

const folder = join(import.meta.dirname, '../../schema');
const files = Object.fromEntries(
  readdirSync(folder).map((name) => [`../../schema/${name}`, readFileSync(join(folder, name), 'utf8')]),
);
const domains = domainsOf(files);

describe('the documentation in GraphiQL', () => {
  it('begins with tickets, and ends with the types that all parts use', () => {
    expect(domains[0]).toMatchObject({
      title: 'Tickets',
      queries: expect.arrayContaining(['tickets', 'ticket']),
    });
    expect(domains.slice(-5).map(({ title }) => title)).toEqual([
      'Directives',
      'Errors',
      'Relay',
      'Root',
      'Scalars',
    ]);
  });

  it('has every query, mutation and subscription in one part', () => {
    const inAll = (kind: 'queries' | 'mutations' | 'subscriptions') =>
      domains.flatMap((domain) => domain[kind]).sort();
    const fields = (type: ReturnType<typeof contract.getQueryType>) =>
      Object.keys(type?.getFields() ?? {}).sort();
    expect(inAll('queries')).toEqual(fields(contract.getQueryType()));
    expect(inAll('mutations')).toEqual(fields(contract.getMutationType()));
    expect(inAll('subscriptions')).toEqual(fields(contract.getSubscriptionType()));
  });

  it('has every other type in one part', () => {
    const roots = ['Query', 'Mutation', 'Subscription'];
    const types = Object.values(contract.getTypeMap())
      .filter(
        (type) => !isSpecifiedScalarType(type) && !type.name.startsWith('__') && !roots.includes(type.name),
      )
      .map(({ name }) => name);
    expect(domains.flatMap((domain) => domain.types).sort()).toEqual(types.sort());
  });

  it('puts a file at the place and under the title that its first line says', () => {
    const file = '# Part 15: Service levels\n\ntype ServiceLevel { id: ID! }';
    const titles = domainsOf({ ...files, 'service-level.graphql': file }).map(({ title }) => title);
    expect(titles.slice(0, 3)).toEqual(['Tickets', 'Service levels', 'Comments']);
  });

  it('puts a file without a place before the common types, under its file name', () => {
    const titles = domainsOf({ ...files, 'service-level.graphql': 'type ServiceLevel { id: ID! }' }).map(
      ({ title }) => title,
    );
    expect(titles.at(-6)).toBe('Service level');
  });
});

describe('an answer', () => {
  it.each([
    ['{"errors":[{"message":"Sign in.","extensions":{"code":"UNAUTHENTICATED"}}]}', true],
    ['{"errors":[{"message":"No.","extensions":{"code":"FORBIDDEN"}}]}', false],
    ['{"data":{"tickets":{"nodes":[]}}}', false],
    ['{"errors":{}}', false],
    ['null', false],
    ['', false],
    ['{', false],
  ])('%s says that the user is not signed in: %s', (response, says) => {
    expect(saysUnauthenticated(response)).toBe(says);
  });
});
