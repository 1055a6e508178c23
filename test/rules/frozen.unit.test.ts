import { expect, it } from 'vitest';
import { frozenFields } from '../../server/tickets/rules/frozen.js';

it('a frozen change of the affected services is reported at the input that was given', () => {
  const changed = ['Ticket.affectedServicesUnknown', 'Ticket.affectedServices'] as const;
  const errors = frozenFields({ status: 'AWAITING_APPROVAL' }, changed);
  expect(errors.map(({ path }) => path)).toEqual([['input', 'affectedServiceIds']]);
});
