import fc from 'fast-check';
import { describe, it } from 'vitest';
import { compare, histories } from './simulation.js';

describe('a ledger', () => {
  it('has counted what its ticket lived through, minute by minute', () => {
    fc.assert(fc.property(histories, compare), { numRuns: 300 });
  });
});
