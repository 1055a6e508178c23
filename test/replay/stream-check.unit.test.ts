import { describe, expect, it } from 'vitest';
import { checkStream, type SeenEvent } from '../../client-examples/node/incident-log/stream-check.js';

const event = (ticketId: string, cursor: string, type = 'TICKET_UPDATED'): SeenEvent => ({
  ticketId,
  cursor,
  type,
});
const [a, b, c] = [event('t', 'a', 'TICKET_CREATED'), event('t', 'b'), event('t', 'c', 'TICKET_RESOLVED')];
const timelines = new Map([['t', [a, b, c]]]);
const acknowledged = new Map([['t', ['TICKET_CREATED', 'TICKET_UPDATED', 'TICKET_RESOLVED']]]);
const clean = { received: 3, lost: [], doubled: [], outOfOrder: [], unknown: [], unrecorded: [] };

describe('the check of received events', () => {
  it('passes when they equal the timeline, whatever happens to other tickets', () => {
    expect(checkStream([a, event('other', 'x'), b, c], timelines, acknowledged)).toEqual(clean);
  });

  it.each([
    ['lost', [a, c], { received: 2, lost: [b] }],
    ['doubled', [a, b, b, c], { doubled: [b] }],
    ['outOfOrder', [a, c, b], { outOfOrder: [b] }],
    ['unknown', [a, b, event('t', 'x'), c], { received: 4, unknown: [event('t', 'x')] }],
  ])('reports events that are %s', (_what, received, wrong) => {
    expect(checkStream(received, timelines, acknowledged)).toEqual({ ...clean, ...wrong });
  });

  it('reports an acknowledged change without an event', () => {
    const promised = new Map([['t', ['TICKET_CREATED', 'TICKET_HELD', 'TICKET_RESOLVED']]]);
    expect(checkStream([a, b, c], timelines, promised).unrecorded).toEqual([
      { ticketId: 't', type: 'TICKET_HELD' },
      { ticketId: 't', type: 'TICKET_RESOLVED' },
    ]);
  });
});
