import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, levelOf, policy, startClocked } from './support.js';

let clocked: ClockedWorld;
let names: Directory;

beforeAll(async () => {
  clocked = await startClocked('2027-01-11T08:00:00Z');
  names = await directory(clocked.admin);
  const calendarId = await calendar(clocked.admin);
  const targets = (minutes: number) => ({ targets: [{ target: 'RESOLUTION', minutes }] });
  await policy(clocked.admin, calendarId, {
    name: 'Usual',
    ...targets(240),
    pauseReasons: ['AWAITING_VENDOR'],
  });
  await policy(clocked.admin, calendarId, { name: 'Urgent', priorities: ['P1'], ...targets(60) });
  await policy(clocked.admin, calendarId, {
    name: 'Network',
    queueIds: [names.queues.Network],
    ...targets(120),
  });
});
afterAll(() => clocked.world.stop());

const forecast = async (client: Client, id: string, given: object) =>
  (
    await client.ok(
      `query ($id: ID!, $ifHeld: HoldReason, $ifPriority: Priority, $ifQueueId: ID) { ticket(id: $id) {
        serviceLevelForecast(ifHeld: $ifHeld, ifPriority: $ifPriority, ifQueueId: $ifQueueId) {
        target policy { name } state dueAt remaining } } }`,
      { id, ...given },
    )
  ).ticket.serviceLevelForecast;
const now = async (id: string) => {
  const { target, policy: of, state, dueAt, remaining } = await levelOf(clocked.agent, id);
  return [{ target, policy: of, state, dueAt, remaining }];
};

describe('a forecast', () => {
  it('comes true when the ticket changes so, and changes nothing itself', async () => {
    const { agent, admin, requester } = clocked;
    const changes = [
      { if: { ifHeld: 'AWAITING_VENDOR' }, call: ['holdTicket', { reason: 'AWAITING_VENDOR' }] },
      { if: { ifHeld: 'AWAITING_EVIDENCE' }, call: ['holdTicket', { reason: 'AWAITING_EVIDENCE' }] },
      { if: { ifPriority: 'P1' }, call: ['updateTicket', { impact: 'HIGH', urgency: 'HIGH' }] },
      { if: { ifQueueId: names.queues.Network }, call: ['assignTicket', { queueId: names.queues.Network }] },
    ] as const;
    const different = new Set<string>();
    for (const { if: given, call } of changes) {
      await clocked.at('2027-01-11T08:00:00Z');
      const { id } = await report(requester);
      await clocked.at('2027-01-11T08:20:00Z');
      const before = await now(id);
      const expected = await forecast(agent, id, given);
      expect(await now(id)).toEqual(before);
      await admin.done(call[0], { ticketId: id, ...call[1] }, '__typename');
      expect(await now(id)).toEqual(expected);
      different.add(JSON.stringify(expected));
    }
    expect(different.size).toBe(changes.length);
  });

  it('is empty for the requester, and for an ended ticket', async () => {
    const { agent, requester } = clocked;
    const { id } = await report(requester);
    expect(await forecast(requester, id, { ifPriority: 'P1' })).toEqual([]);
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' };
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    expect(await forecast(agent, id, { ifPriority: 'P1' })).toEqual([]);
  });
});

describe('the counters of a queue', () => {
  it('have the tickets that are at risk or missed a target, also live', async () => {
    const { agent, requester } = clocked;
    await clocked.at('2027-01-12T08:00:00Z');
    const present = await clocked.world.as('agent');
    const queueIds = [names.queues['Service Desk']];
    const stream = present.subscribe(
      `subscription ($queueIds: [ID!]) { queueCounters(queueIds: $queueIds) { __typename
        ... on QueueCountersSnapshot { counters { atRisk breached } }
        ... on QueueCountersChanged { counters { atRisk breached } } } }`,
      { queueIds },
    );
    await stream.until((s) => s.items.length > 0);
    await report(requester);
    await clocked.at('2027-01-12T11:00:00Z');
    const { queueCounters } = await agent.ok(
      'query ($queueIds: [ID!]) { queueCounters(queueIds: $queueIds) { atRisk breached } }',
      { queueIds },
    );
    expect(queueCounters[0].atRisk).toBeGreaterThan(0);
    const last = () => JSON.stringify(stream.items.at(-1));
    await stream.until(() => last().includes(`"atRisk":${queueCounters[0].atRisk}`));
    stream.stop();
    const theirs = await requester.ok(
      'query ($queueIds: [ID!]) { queueCounters(queueIds: $queueIds) { atRisk breached } }',
      { queueIds },
    );
    expect(theirs.queueCounters[0] ?? { atRisk: 0, breached: 0 }).toEqual({ atRisk: 0, breached: 0 });
  });
});
