import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isOutage } from '../../server/platform/db/outage.js';
import { BadInput } from '../../server/platform/kernel/bad-input.js';

const withCode = (code: string): Error => Object.assign(new Error('from PostgreSQL'), { code });

describe('a database error', () => {
  it.each([
    ['the database shuts down', withCode('57P01')],
    ['the database is starting', withCode('57P03')],
    ['the database has no free connection', withCode('53300')],
    ['the connection breaks', new Error('Connection terminated unexpectedly')],
    ['no connection becomes free', new Error('timeout exceeded when trying to connect')],
    ['no server listens', withCode('ECONNREFUSED')],
    ['a resolver throws it', new GraphQLError('x', { originalError: withCode('57P01') })],
  ])('is an outage when %s', (_when, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a broken constraint', withCode('23505')],
    ['a wrong statement', withCode('42601')],
    ['bad input', new BadInput('after', 'CURSOR', 'not a cursor')],
    ['nothing at all', {}],
  ])('is not an outage when it is %s', (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
