import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from '../../server/attachments/rules/file-name.js';
import { decodeCursor, encodeCursor } from '../../server/platform/kernel/cursor.js';
import { fromGlobalId, idOfType, newId, toGlobalId } from '../../server/platform/kernel/ids.js';
import { type FilterFacts, factsBefore } from '../../server/tickets/data/changes.js';
import {
  prioritise,
  priorityToRank,
  rankToPriority,
  standardMatrix,
} from '../../server/tickets/rules/priority.js';
import { parseTicketNumber, ticketNumber } from '../../server/tickets/rules/ticket-number.js';

describe('the priority', () => {
  it.each([
    ['HIGH', 'HIGH', 'P1'],
    ['HIGH', 'MEDIUM', 'P2'],
    ['HIGH', 'LOW', 'P3'],
    ['MEDIUM', 'HIGH', 'P2'],
    ['MEDIUM', 'MEDIUM', 'P3'],
    ['MEDIUM', 'LOW', 'P4'],
    ['LOW', 'HIGH', 'P3'],
    ['LOW', 'MEDIUM', 'P4'],
    ['LOW', 'LOW', 'P4'],
  ] as const)('of impact %s and urgency %s is %s', (impact, urgency, priority) => {
    const { priority: rank, ...more } = prioritise(standardMatrix, impact, urgency, null);
    expect(rankToPriority(rank)).toBe(priority);
    expect(more).toEqual({ matrixPriority: rank, priorityOverrideReason: null });
  });

  it('can be overridden with a reason, and the priority of the matrix is kept', () => {
    expect(prioritise(standardMatrix, 'LOW', 'LOW', { priority: 'P1', reason: 'The board asks.' })).toEqual({
      priority: 1,
      matrixPriority: 4,
      priorityOverrideReason: 'The board asks.',
    });
  });

  it('has a rank that gives the same priority back', () => {
    for (const priority of ['P1', 'P2', 'P3', 'P4'] as const)
      expect(rankToPriority(priorityToRank(priority))).toBe(priority);
  });
});

describe('the number of a ticket', () => {
  it.each([
    ['INCIDENT', 'INC-1042'],
    ['SERVICE_REQUEST', 'REQ-1042'],
    ['CHANGE_REQUEST', 'CHG-1042'],
    ['PROBLEM', 'PRB-1042'],
    ['OTHER', 'TKT-1042'],
  ] as const)('of type %s looks like %s, and is read in upper and lower case', (type, number) => {
    expect(ticketNumber(type, 1042)).toBe(number);
    for (const text of [number, number.toLowerCase(), ` ${number}\n`])
      expect(parseTicketNumber(text)).toEqual({ type, number: 1042 });
  });

  it.each([
    '',
    'INC',
    'INC-',
    'INC-0',
    'INC-01',
    'INC--1',
    'INC-1.5',
    'XXX-1',
    'INC-9999999999',
    'INC-1 2',
    '١',
  ])('is never %j', (text) => {
    expect(parseTicketNumber(text)).toBeNull();
  });

  it('is read from any text without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseTicketNumber(text)));
  });
});

describe('a global id', () => {
  const nodeTypes = [
    'Organisation',
    'User',
    'Team',
    'ApiKey',
    'Queue',
    'Category',
    'Ticket',
    'Comment',
    'Attachment',
  ] as const;

  it('gives back its type and id, and is invalid for another type', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...nodeTypes),
        fc.constantFrom(...nodeTypes),
        fc.uuid(),
        (type, other, id) => {
          const globalId = toGlobalId(type, id);
          expect(fromGlobalId(globalId)).toEqual({ type, id });
          expect(idOfType(globalId, other)).toBe(type === other ? id : null);
        },
      ),
    );
  });

  it('is null for any other text, without an exception', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.string().map((text) => Buffer.from(text).toString('base64url')),
      fc.string().map((text) => Buffer.from(`Ticket:${text}`).toString('base64url')),
      fc.uuid().map((id) => Buffer.from(`__proto__:${id}`).toString('base64url')),
      fc.uuid().map((id) => Buffer.from(`Ticket:${id}:more`).toString('base64url')),
      fc.uuid(),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        expect(fromGlobalId(text)).toBeNull();
      }),
    );
  });

  it('of an object that is created later sorts later', () => {
    const ids = Array.from({ length: 200 }, newId);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('a cursor', () => {
  const values = fc.array(fc.oneof(fc.string({ maxLength: 40 }), fc.integer()), { maxLength: 4 });

  it('gives back its values for its own list only', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        values,
        (kind, other, given) => {
          const cursor = encodeCursor(kind, given);
          expect(decodeCursor(kind, cursor)).toEqual(given);
          if (kind !== other) expect(decodeCursor(other, cursor)).toBeNull();
        },
      ),
    );
  });

  it('is null for any other text, without an exception', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc
        .array(fc.constantFrom(null, true, {}, []), { minLength: 1 })
        .map((parts) => Buffer.from(JSON.stringify(['kind', ...parts])).toString('base64url')),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        expect(decodeCursor('kind', text)).toBeNull();
      }),
    );
  });
});

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\rosa\\trace.txt', 'trace.txt'],
    ['/', 'file'],
    ['', 'file'],
    ['...', 'file'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\u0007.txt', 'ab.txt'],
    ['in\r\nvoice.pdf', 'invoice.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a<b>:"|?*.txt', 'a_b______.txt'],
    ['  two   words .txt  ', 'two words .txt'],
    ['ends with dots...', 'ends with dots'],
    ['u\u0308ber.txt', 'über.txt'],
    ['Straße 😀.png', 'Straße 😀.png'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(251)}.pdf`],
    ['x'.repeat(300), 'x'.repeat(255)],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it('can always be shown and saved, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const name = cleanFileName(given);
        expect([...name].length).toBeGreaterThanOrEqual(1);
        expect([...name].length).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[\\/\p{Cc}\p{Cf}\p{Cs}\p{Co}<>:"|?*]/u);
        expect(name).not.toMatch(/^[. ]|[. ]$/);
        expect(cleanFileName(name)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the state of a ticket before an event', () => {
  const after: FilterFacts = {
    type: 'INCIDENT',
    status: 'INVESTIGATING',
    priority: 'P2',
    queue: 'q2',
    assignee: 'a2',
    requester: 'r',
    category: null,
    subcategory: null,
    labels: ['b'],
    channel: 'PORTAL',
    externalReference: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };

  it('is its state after the event with the changes undone; fields without a filter do not count', () => {
    const before = factsBefore(after, [
      { field: 'Ticket.status', from: 'NEW', to: 'INVESTIGATING' },
      { field: 'Ticket.assignee', from: null, to: 'a2' },
      { field: 'Ticket.queue', from: 'q1', to: 'q2' },
      { field: 'Ticket.labels', from: ['a'], to: ['b'] },
      { field: 'Ticket.subject', from: 'x', to: 'y' },
      { field: 'TicketEvent.reason', from: null, to: 'z' },
    ]);
    expect(before).toEqual({ ...after, status: 'NEW', assignee: null, queue: 'q1', labels: ['a'] });
    expect(factsBefore(after, [])).toEqual(after);
    expect(after.status).toBe('INVESTIGATING');
  });

  it('has the facts that modules added as they were, if the event changed them', () => {
    const added = { praised: true } as object;
    expect(factsBefore({ ...after, added }, [])).toEqual({ ...after, added });
    expect(factsBefore({ ...after, added, addedBefore: {} }, [])).toEqual({ ...after, added: {} });
  });

  it('is correct for any changes', () => {
    const facts = fc.record({
      status: fc.string(),
      priority: fc.string(),
      queue: fc.string(),
      assignee: fc.option(fc.string()),
      labels: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(facts, facts, (was, is) => {
        const changes = (Object.keys(was) as (keyof typeof was)[])
          .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
          .map((field) => ({ field: `Ticket.${field}`, from: was[field], to: is[field] }));
        expect(factsBefore({ ...after, ...is }, changes)).toEqual({ ...after, ...was });
      }),
    );
  });
});
