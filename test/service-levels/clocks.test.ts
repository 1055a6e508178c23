import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changingNothing, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, levelOf, levelsOf, policy, raisedOn, startClocked } from './support.js';

let clocked: ClockedWorld;
let calendarId: string;
const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' };

beforeAll(async () => {
  // A Monday; in Vienna it is ten o'clock.
  clocked = await startClocked('2027-01-11T09:00:00Z');
  calendarId = await calendar(clocked.admin);
  await policy(clocked.admin, calendarId, {
    name: 'Usual',
    targets: [
      { target: 'RESOLUTION', minutes: 240 },
      { target: 'FIRST_RESPONSE', minutes: 60 },
    ],
    pauseReasons: ['AWAITING_REQUESTER'],
  });
});
afterAll(() => clocked.world.stop());

describe('the clock of a ticket', () => {
  it('counts working time only, and says when its target is missed', async () => {
    await clocked.at('2027-01-11T09:00:00Z');
    const { id } = await report(clocked.requester);
    const level = await levelOf(clocked.agent, id);
    // Two hours before lunch, two after it.
    expect(level).toMatchObject({
      policy: { name: 'Usual' },
      because: [],
      state: 'RUNNING',
      dueAt: '2027-01-11T14:00:00.000Z',
      remaining: 240 * 60,
      elapsed: 0,
    });
    await clocked.at('2027-01-11T11:30:00Z');
    expect(await levelOf(clocked.agent, id)).toMatchObject({ elapsed: 120 * 60, remaining: 120 * 60 });
  });

  it('warns at three quarters and breaches at the end, each once', async () => {
    await clocked.at('2027-01-12T08:00:00Z');
    const { id } = await report(clocked.requester);
    await clocked.at('2027-01-12T08:44:59Z');
    expect(await raisedOn(clocked.agent, id)).toEqual([]);
    await clocked.at('2027-01-12T08:45:00Z');
    expect(await raisedOn(clocked.agent, id)).toEqual(['AT_RISK FIRST_RESPONSE']);
    await changingNothing(clocked.world, clocked.round);
    await clocked.at('2027-01-12T13:00:00Z');
    const all = [
      'AT_RISK FIRST_RESPONSE',
      'BREACHED FIRST_RESPONSE',
      'AT_RISK RESOLUTION',
      'BREACHED RESOLUTION',
    ];
    expect((await raisedOn(clocked.agent, id)).toSorted()).toEqual(all.toSorted());
    await changingNothing(clocked.world, clocked.round);
    expect(await levelOf(clocked.agent, id)).toMatchObject({
      state: 'RUNNING',
      atRiskAt: '2027-01-12T11:00:00.000Z',
      breachedAt: '2027-01-12T13:00:00.000Z',
      remaining: 0,
    });
    await clocked.agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    expect(await levelOf(clocked.agent, id)).toMatchObject({ state: 'MISSED' });
  });

  it('warns in working time, not in the break or the night before the end', async () => {
    const { admin, agent } = clocked;
    const during = async (start: string, minutes: number, silent: string[], warns: string) => {
      const name = `Short ${start}`;
      const conditions = { types: ['PROBLEM'], targets: [{ target: 'RESOLUTION', minutes }] };
      const made = await policy(admin, calendarId, { name, ...conditions });
      await clocked.at(start);
      const { id } = await report(agent, { type: 'PROBLEM' });
      for (const time of silent) {
        await clocked.at(time);
        expect((await raisedOn(agent, id)).filter((one) => one.endsWith('RESOLUTION'))).toEqual([]);
      }
      await clocked.at(warns);
      expect(await raisedOn(agent, id)).toContain('AT_RISK RESOLUTION');
      await admin.done(
        'updateServiceLevelPolicy',
        { serviceLevelPolicyId: made, active: false },
        '__typename',
      );
    };
    // Half past ten to twelve, then from one: the warning is due after two hours of work, at half past one.
    const lunch = ['2027-01-25T11:00:00Z', '2027-01-25T11:59:59Z', '2027-01-25T12:29:59Z'];
    await during('2027-01-25T09:30:00Z', 160, lunch, '2027-01-25T12:30:00Z');
    // Half past four to five, then from nine on the next day.
    const night = ['2027-01-26T16:00:00Z', '2027-01-26T23:00:00Z', '2027-01-27T08:29:59Z'];
    await during('2027-01-26T15:30:00Z', 80, night, '2027-01-27T08:30:00Z');
  });

  it('stands still on a hold that pauses it, and raises nothing then', async () => {
    await clocked.at('2027-01-13T08:00:00Z');
    const { id } = await report(clocked.requester);
    await clocked.agent.done(
      'addComment',
      { ticketId: id, body: 'Which printer?', visibility: 'PUBLIC' },
      '__typename',
    );
    await clocked.at('2027-01-13T09:00:00Z');
    await clocked.agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_REQUESTER' }, '__typename');
    expect(await levelOf(clocked.agent, id)).toMatchObject({
      state: 'PAUSED',
      dueAt: null,
      remaining: 180 * 60,
    });
    await clocked.at('2027-01-20T10:00:00Z');
    await clocked.requester.done(
      'addComment',
      { ticketId: id, body: 'The red one.', visibility: 'PUBLIC' },
      '__typename',
    );
    expect(await raisedOn(clocked.agent, id)).toEqual([]);
    const level = await levelOf(clocked.agent, id);
    expect(level).toMatchObject({ state: 'RUNNING', dueAt: '2027-01-20T14:00:00.000Z', elapsed: 60 * 60 });
    expect(level.segments).toEqual([
      {
        from: '2027-01-13T08:00:00.000Z',
        to: '2027-01-13T09:00:00.000Z',
        counted: 3600,
        paused: false,
        reason: 'NOT_HELD',
      },
      {
        from: '2027-01-13T09:00:00.000Z',
        to: '2027-01-20T10:00:00.000Z',
        counted: 0,
        paused: true,
        reason: 'AWAITING_REQUESTER',
      },
      { from: '2027-01-20T10:00:00.000Z', to: null, counted: 0, paused: false, reason: 'NOT_HELD' },
    ]);
    expect(await levelOf(clocked.agent, id, 'FIRST_RESPONSE')).toMatchObject({ state: 'MET', elapsed: 0 });
  });

  it('begins a new cycle when the ticket is reopened, and keeps the old one', async () => {
    await clocked.at('2027-01-21T08:00:00Z');
    const { id } = await report(clocked.requester);
    await clocked.at('2027-01-21T09:00:00Z');
    await clocked.agent.done('resolveTicket', { ticketId: id, ...fixed }, '__typename');
    await clocked.at('2027-01-22T09:00:00Z');
    await clocked.requester.done('reopenTicket', { ticketId: id, reason: 'It jams again.' }, '__typename');
    const cycles = (await levelsOf(clocked.agent, id)).filter(({ target }) => target === 'RESOLUTION');
    expect(cycles).toMatchObject([
      { cycle: 1, state: 'MET', elapsed: 3600, stoppedAt: '2027-01-21T09:00:00.000Z' },
      { cycle: 2, state: 'RUNNING', elapsed: 0, dueAt: '2027-01-22T14:00:00.000Z' },
    ]);
  });

  it('is hidden from the requester', async () => {
    const { id } = await report(clocked.requester);
    expect(await levelsOf(clocked.requester, id)).toEqual([]);
    expect(await levelsOf(clocked.agent, id)).toHaveLength(2);
  });
});

describe('lists of tickets', () => {
  it('are filtered and ordered by clocks', async () => {
    await clocked.at('2027-02-01T08:00:00Z');
    const first = await report(clocked.requester);
    await clocked.at('2027-02-01T09:00:00Z');
    const second = await report(clocked.requester);
    const list = async (filter: object) =>
      (
        await clocked.agent.ok(
          'query ($filter: TicketFilter) { tickets(filter: $filter, orderBy: [{ field: DUE_AT, direction: ASC }]) { nodes { id } } }',
          { filter },
        )
      ).tickets.nodes.map(({ id }: { id: string }) => id);
    const soon = { dueAt: { from: '2027-02-01T00:00:00Z' } };
    expect(await list(soon)).toEqual([first.id, second.id]);
    await clocked.agent.done(
      'addComment',
      { ticketId: first.id, body: 'Hello.', visibility: 'PUBLIC' },
      '__typename',
    );
    // The first response of the second is due at eleven, the resolution of the first at one.
    expect(await list(soon)).toEqual([second.id, first.id]);
    await clocked.at('2027-02-01T11:00:00Z');
    expect(await list({ ...soon, atRisk: true })).toEqual([first.id]);
    expect(await list({ ...soon, breached: true })).toEqual([second.id]);
  });
});
