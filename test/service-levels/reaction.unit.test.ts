import { describe, expect, it } from 'vitest';
import { compile } from '../../server/platform/db/sql.js';
import { keepsClocks } from '../../server/service-levels/data/reaction.js';

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }));
const policy = {
  ...{ id: 'p', calendarId: 'c', targets: { RESOLUTION: 60 }, warnAtPercent: 75, pauseReasons: [] },
  ...{ types: [], priorities: [], serviceIds: [], companyIds: [], queueIds: [], formIds: [] },
};
const settings = {
  revision: 3,
  policies: [
    { ...policy, id: 'of a form', formIds: ['f'] },
    { ...policy, id: 'of a company', companyIds: ['00000000-0000-4000-8000-000000000001'] },
  ],
  calendars: [{ id: 'c', timeZone: 'UTC', hours: always, daysOff: [] }],
};
const deciding = {
  organisationId: '00000000-0000-4000-8000-000000000000',
  now: new Date('2027-01-11T08:00:00Z'),
  occurredAt: new Date('2027-01-11T08:00:00Z'),
  imported: false,
  actor: { kind: 'system' },
  onBehalfOf: { userId: null, keyId: null },
};
const event = (type: string, status: string, changes: object[] = []) => ({
  ...{ type, ticketId: 't', changes },
  facts: {
    ...{ type: 'INCIDENT', status, priority: 'P3', queue: 'q', assignee: null, requester: 'r', services: [] },
  },
});

describe('a second event in the transaction that creates a ticket', () => {
  it('leaves the clocks to be computed by its company, which only the database knows, and keeps its form', () => {
    const facts = { levels: [{ settings, tickets: [] }] };
    const written = (given: object) => {
      const { writes = [] } = keepsClocks.react(facts as never, given as never, deciding as never);
      return compile(writes[0] as never);
    };
    const created = written(
      event('TICKET_CREATED', 'NEW', [{ field: 'RequestForm.id', from: null, to: 'f' }]),
    );
    const held = written(
      event('TICKET_HELD', 'ON_HOLD', [{ field: 'TicketHold.reason', from: null, to: 'AWAITING_VENDOR' }]),
    );
    for (const { sql, parameters } of [created, held]) {
      expect(sql).toContain('then -1 else');
      expect(JSON.parse(String(parameters[0]))).toMatchObject([
        { ledger: { clocks: [{ terms: { policyId: 'of a form' } }, {}, {}] } },
      ]);
    }
  });
});
