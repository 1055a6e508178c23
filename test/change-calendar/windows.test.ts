import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowsDue } from '../../server/change-calendar/windows-due.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { timelineOf } from '../closure/support.js';
import type { Client } from '../harness/client.js';
import { changingNothing, report, standardTemplate } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let now = new Date('2030-01-07T08:00:00Z');
let agent: Client;
let ticketTemplateId: string;

beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' }, undefined, () => now);
  agent = await world.as('agent');
  ticketTemplateId = await standardTemplate(await world.as('admin'));
});
afterAll(() => world.stop());

const round = () => runSchedule(world.app.services, [windowsDue], () => false);
const at = async (time: string) => {
  now = new Date(time);
  await round();
};
const announced = async (id: string, client = agent) =>
  (await timelineOf(client, id)).filter((type) => type.startsWith('WINDOW_'));

/** A pre-approved change that is scheduled for this window. */
async function scheduled(start: string, end: string): Promise<string> {
  const { viewer } = await (await world.as('requester')).ok('{ viewer { ... on User { id } } }');
  const given = { type: 'CHANGE_REQUEST', ticketTemplateId, requesterId: viewer.id };
  const { id: ticketId } = await report(agent, given);
  await agent.done('startInvestigation', { ticketId }, '__typename');
  await agent.done('diagnoseTicket', { ticketId, findings: 'Old.', rootCause: 'Age.' }, '__typename');
  const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' };
  await agent.done('submitPlan', { ticketId, ...plan, window: { start, end } }, '__typename');
  return ticketId;
}

describe('the window of a scheduled change', () => {
  it('is announced once when it opens, and once when it ends without an implementation', async () => {
    const id = await scheduled('2030-01-08T20:00:00Z', '2030-01-08T22:00:00Z');
    await at('2030-01-08T19:59:59Z');
    expect(await announced(id)).toEqual([]);
    await at('2030-01-08T20:00:00Z');
    expect(await announced(id)).toEqual(['WINDOW_OPENED']);
    await changingNothing(world, round);
    await at('2030-01-08T21:59:59Z');
    expect(await announced(id)).toEqual(['WINDOW_OPENED']);
    await at('2030-01-08T22:00:00Z');
    expect(await announced(id)).toEqual(['WINDOW_OPENED', 'WINDOW_MISSED']);
    await changingNothing(world, round);
    expect(await announced(id, await world.as('requester'))).toEqual([]);
  });

  it('is not missed once the implementation has begun', async () => {
    const id = await scheduled('2030-01-09T20:00:00Z', '2030-01-09T22:00:00Z');
    await at('2030-01-09T20:00:00Z');
    await agent.done('startImplementation', { ticketId: id }, '__typename');
    await at('2030-01-09T22:00:00Z');
    expect(await announced(id)).toEqual(['WINDOW_OPENED']);
  });

  it('is only missed when nobody looked before its end', async () => {
    const id = await scheduled('2030-01-10T20:00:00Z', '2030-01-10T22:00:00Z');
    await at('2030-01-11T08:00:00Z');
    expect(await announced(id)).toEqual(['WINDOW_MISSED']);
  });

  it('is announced for the latest plan only', async () => {
    const id = await scheduled('2030-01-14T20:00:00Z', '2030-01-14T22:00:00Z');
    await agent.done('withdrawPlan', { ticketId: id, reason: 'Another day.' }, '__typename');
    const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' };
    const window = { start: '2030-01-15T20:00:00Z', end: '2030-01-15T22:00:00Z' };
    await agent.done('submitPlan', { ticketId: id, ...plan, window }, '__typename');
    await at('2030-01-14T22:00:00Z');
    expect(await announced(id)).toEqual([]);
    await at('2030-01-15T20:00:00Z');
    expect(await announced(id)).toEqual(['WINDOW_OPENED']);
  });
});
