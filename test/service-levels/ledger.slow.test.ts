import fc from 'fast-check';
import { describe, it } from 'vitest';
import { compare, histories } from './simulation.js';

describe('ledgers of ten thousand histories', () => {
  it('have counted what their tickets lived through, minute by minute', { timeout: 600_000 }, () => {
    fc.assert(fc.property(histories, compare), { numRuns: 10_000 });
  });
});
