import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, levelOf, levelsOf, policy, raisedOn, startClocked } from './support.js';

let clocked: ClockedWorld;
let names: Directory;
let agent: Client;
let requester: Client;
const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' };

beforeAll(async () => {
  clocked = await startClocked('2027-01-11T08:00:00Z');
  ({ agent, requester } = clocked);
  names = await directory(clocked.admin);
  await policy(clocked.admin, await calendar(clocked.admin), {
    targets: [
      { target: 'FIRST_RESPONSE', minutes: 60 },
      { target: 'NEXT_RESPONSE', minutes: 120 },
      { target: 'RESOLUTION', minutes: 420 },
      { target: 'TIME_TO_OWN', minutes: 30 },
    ],
    pauseReasons: ['AWAITING_REQUESTER'],
  });
});
afterAll(() => clocked.world.stop());

const say = (client: Client, ticketId: string, input: object = {}) =>
  client.done('addComment', { ticketId, body: 'Well.', visibility: 'PUBLIC', ...input }, '__typename');
const cyclesOf = async (id: string, target: string) =>
  (await levelsOf(agent, id)).filter((one) => one.target === target).map(({ state }) => state);

describe('the first and the next response', () => {
  it('end with a public reply of an agent, not with a note or a reply of the requester', async () => {
    const { id } = await report(requester);
    await say(agent, id, { visibility: 'INTERNAL' });
    await say(requester, id);
    expect(await levelOf(agent, id, 'FIRST_RESPONSE')).toMatchObject({ state: 'RUNNING' });
    expect(await cyclesOf(id, 'NEXT_RESPONSE')).toEqual(['RUNNING']);
    await say(requester, id);
    await clocked.at('2027-01-11T08:30:00Z');
    await say(agent, id);
    expect(await levelOf(agent, id, 'FIRST_RESPONSE')).toMatchObject({ state: 'MET', elapsed: 1800 });
    expect(await levelOf(agent, id, 'NEXT_RESPONSE')).toMatchObject({
      cycle: 1,
      state: 'MET',
      elapsed: 1800,
    });
    await say(requester, id);
    expect(await cyclesOf(id, 'NEXT_RESPONSE')).toEqual(['MET', 'RUNNING']);
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    expect(await cyclesOf(id, 'NEXT_RESPONSE')).toEqual(['MET', 'MET']);
  });

  it('do not end with an automatic comment, and end with one of a key for an agent', async () => {
    const mailer = await program(clocked.world, ['COMMENTS_WRITE', 'COMMENTS_ON_BEHALF', 'TICKETS_READ']);
    const { id } = await report(requester);
    await say(mailer, id, { automatic: true });
    await say(mailer, id);
    expect(await cyclesOf(id, 'FIRST_RESPONSE')).toEqual(['RUNNING']);
    await say(mailer, id, { onBehalfOfId: names.users.agent });
    expect(await cyclesOf(id, 'FIRST_RESPONSE')).toEqual(['MET']);
  });

  it('begin with the reply that reopens a ticket', async () => {
    const { id } = await report(requester);
    await agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    await say(requester, id);
    expect(await cyclesOf(id, 'NEXT_RESPONSE')).toEqual(['RUNNING']);
    expect(await cyclesOf(id, 'RESOLUTION')).toEqual(['MET', 'RUNNING']);
    expect(await cyclesOf(id, 'FIRST_RESPONSE')).toEqual(['MET']);
  });

  it('end with a reply that comes with a transition', async () => {
    const { id } = await report(requester);
    const comment = { body: 'Which one?', visibility: 'PUBLIC' };
    await agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_REQUESTER', comment }, '__typename');
    expect(await cyclesOf(id, 'FIRST_RESPONSE')).toEqual(['MET']);
    expect(await cyclesOf(id, 'RESOLUTION')).toEqual(['PAUSED']);
  });
});

describe('the time to own', () => {
  it('ends with an assignee, and begins again in another queue or without an assignee', async () => {
    const { id } = await report(requester);
    expect(await cyclesOf(id, 'TIME_TO_OWN')).toEqual(['RUNNING']);
    await clocked.admin.done('assignTicket', { ticketId: id, queueId: names.queues.Network }, '__typename');
    expect(await cyclesOf(id, 'TIME_TO_OWN')).toEqual(['CANCELLED', 'RUNNING']);
    await clocked.admin.done(
      'assignTicket',
      { ticketId: id, queueId: names.queues['Service Desk'], assigneeId: names.users.agent },
      '__typename',
    );
    expect(await cyclesOf(id, 'TIME_TO_OWN')).toEqual(['CANCELLED', 'MET']);
    await clocked.admin.done('assignTicket', { ticketId: id, assigneeId: null }, '__typename');
    expect(await cyclesOf(id, 'TIME_TO_OWN')).toEqual(['CANCELLED', 'MET', 'RUNNING']);
    await agent.done('startInvestigation', { ticketId: id }, '__typename');
    expect(await cyclesOf(id, 'TIME_TO_OWN')).toEqual(['CANCELLED', 'MET', 'MET']);
  });
});

describe('merging a ticket', () => {
  it('ends its clocks, and undoing it lets them run on without the time in between', async () => {
    await clocked.at('2027-01-12T08:00:00Z');
    const [into, merged] = [await report(requester), await report(requester)];
    await clocked.at('2027-01-12T09:00:00Z');
    await agent.done('mergeTicket', { ticketId: merged.id, intoTicketId: into.id }, '__typename');
    expect(await cyclesOf(merged.id, 'RESOLUTION')).toEqual(['CANCELLED']);
    await clocked.at('2027-01-13T09:00:00Z');
    await agent.done('unmergeTicket', { ticketId: merged.id }, '__typename');
    expect(await cyclesOf(merged.id, 'RESOLUTION')).toEqual(['RUNNING']);
    const level = await levelOf(agent, merged.id);
    expect(level).toMatchObject({ elapsed: 3600, dueAt: '2027-01-13T16:00:00.000Z' });
    expect(level.segments.map(({ reason }: { reason: string }) => reason)).toEqual([
      'NOT_HELD',
      'MERGED',
      'NOT_HELD',
    ]);
  });
});

describe('an import', () => {
  it('keeps the clocks with its times, and raises nothing', async () => {
    await clocked.at('2027-02-01T08:00:00Z');
    const importer = await program(clocked.world, [
      'IMPORT',
      'TICKETS_WRITE',
      'TICKETS_READ',
      'COMMENTS_WRITE',
    ]);
    const at = (occurredAt: string) => ({ import: { occurredAt } });
    const old = await report(importer, { requesterId: names.users.requester, ...at('2027-01-25T08:00:00Z') });
    await importer.done(
      'resolveTicket',
      { ticketId: old.id, ...fixed, ...at('2027-01-25T10:00:00Z') },
      '__typename',
    );
    expect(await levelOf(agent, old.id)).toMatchObject({ state: 'MET', elapsed: 7200 });
    const open = await report(importer, {
      requesterId: names.users.requester,
      ...at('2027-01-25T08:00:00Z'),
    });
    await clocked.round();
    expect(await levelOf(agent, open.id)).toMatchObject({
      state: 'RUNNING',
      dueAt: '2027-01-25T16:00:00.000Z',
      breachedAt: '2027-01-25T16:00:00.000Z',
    });
    expect(await raisedOn(agent, open.id)).toEqual([]);
    expect(await raisedOn(agent, old.id)).toEqual([]);
  });
});

describe('a moment that passed before the schedule looked', () => {
  it('is raised by the hold that comes after it, and not while the clock is paused', async () => {
    await clocked.at('2027-02-02T08:00:00Z');
    const { id } = await report(requester);
    clocked.now = new Date('2027-02-02T17:00:00Z');
    await agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_REQUESTER' }, '__typename');
    const raised = await raisedOn(agent, id);
    expect(raised.filter((one) => one.endsWith('RESOLUTION'))).toEqual([
      'AT_RISK RESOLUTION',
      'BREACHED RESOLUTION',
    ]);
    await clocked.at('2027-02-05T17:00:00Z');
    expect(await raisedOn(agent, id)).toEqual(raised);
  });
});
