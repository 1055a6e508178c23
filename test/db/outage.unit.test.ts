import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isOutage } from '../../server/platform/db/outage.js';
import { BadInput } from '../../server/platform/kernel/bad-input.js';

const withCode = (code: string): Error => Object.assign(new Error('from PostgreSQL'), { code });

describe('a database error', () => {
  it.each([
    ['it is shut down', withCode('57P01')],
    ['it starts', withCode('57P03')],
    ['it has no connection left', withCode('53300')],
    ['the connection broke', new Error('Connection terminated unexpectedly')],
    ['no connection came free', new Error('timeout exceeded when trying to connect')],
    ['nobody listens', withCode('ECONNREFUSED')],
    ['it was told by a resolver', new GraphQLError('x', { originalError: withCode('57P01') })],
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
