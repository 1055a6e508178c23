import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { nextHolidays } from '../../server/service-levels/next-holidays.js';
import { changingNothing, refusedWith, report } from '../harness/desk.js';
import {
  type ClockedWorld,
  calendar,
  levelOf,
  officeHours,
  policy,
  raisedOn,
  startClocked,
} from './support.js';

let clocked: ClockedWorld;
beforeAll(async () => {
  // The Thursday before Easter. In the night to Easter Sunday summer time begins.
  clocked = await startClocked('2027-03-25T09:00:00Z');
});
afterAll(() => clocked.world.stop());

const holidaysOf = async (id: string) => {
  const { node } = await clocked.agent.ok(
    'query ($id: ID!) { node(id: $id) { ... on BusinessCalendar { country region publicHolidays { date } } } }',
    { id },
  );
  return { ...node, publicHolidays: node.publicHolidays.map(({ date }: { date: string }) => date) };
};

describe('public holidays', () => {
  it('are days off: a target over Easter and the change of the clocks is missed on Tuesday', async () => {
    const { admin, agent, requester } = clocked;
    const id = await calendar(admin, { country: 'DE', region: 'BY' });
    await policy(admin, id, {
      targets: [{ target: 'RESOLUTION', minutes: 480 }],
      pauseReasons: ['AWAITING_VENDOR'],
    });
    // At ten o'clock in winter time: six hours are left on Thursday, and two on Tuesday, in summer time.
    const [ticket, held] = [await report(requester), await report(requester)];
    expect(await levelOf(agent, ticket.id)).toMatchObject({ dueAt: '2027-03-30T09:00:00.000Z' });
    await agent.done('holdTicket', { ticketId: held.id, reason: 'AWAITING_VENDOR' }, '__typename');
    await clocked.at('2027-03-29T12:00:00Z');
    await agent.done('resumeTicket', { ticketId: held.id }, '__typename');
    // A hold over a holiday: nothing has counted.
    expect(await levelOf(agent, held.id)).toMatchObject({ elapsed: 0, dueAt: '2027-03-31T08:00:00.000Z' });
    await clocked.at('2027-03-30T08:59:59Z');
    expect(await raisedOn(agent, ticket.id)).toEqual(['AT_RISK RESOLUTION']);
    await clocked.at('2027-03-30T09:00:00Z');
    expect(await raisedOn(agent, ticket.id)).toEqual(['AT_RISK RESOLUTION', 'BREACHED RESOLUTION']);
  });

  it('are read once for each year, and another country has others', async () => {
    const { admin, world } = clocked;
    const id = await calendar(admin, { country: 'DE', region: 'BY' });
    const bavarian = await holidaysOf(id);
    expect(bavarian).toMatchObject({ country: 'DE', region: 'BY' });
    expect(bavarian.publicHolidays).toEqual(
      expect.arrayContaining(['2026-01-06', '2027-01-06', '2029-01-06']),
    );
    const round = () => runSchedule(world.app.services, [nextHolidays], () => false);
    await changingNothing(world, round);
    clocked.now = new Date('2028-01-01T00:00:00Z');
    await round();
    const later = await holidaysOf(id);
    expect(later.publicHolidays.slice(0, bavarian.publicHolidays.length)).toEqual(bavarian.publicHolidays);
    expect(later.publicHolidays).toContain('2030-01-06');
    await changingNothing(world, round);
    await admin.done('updateBusinessCalendar', { businessCalendarId: id, country: 'US' }, '__typename');
    const american = await holidaysOf(id);
    expect(american).toMatchObject({ country: 'US', region: null });
    expect(american.publicHolidays).toContain('2028-07-04');
    expect(american.publicHolidays).not.toContain('2028-01-06');
    await admin.done('updateBusinessCalendar', { businessCalendarId: id, country: null }, '__typename');
    expect(await holidaysOf(id)).toEqual({ country: null, region: null, publicHolidays: [] });
  });

  it('refuse a country or a region that is not known', async () => {
    const refused = (input: object) =>
      refusedWith(clocked.world, clocked.admin, 'createBusinessCalendar', {
        ...{ name: 'Nowhere', timeZone: 'UTC', hours: officeHours },
        ...input,
      });
    expect(await refused({ country: 'ZZ' })).toMatchObject({ rule: 'FORMAT', path: ['input', 'country'] });
    expect(await refused({ country: 'AT', region: 'BY' })).toMatchObject({ path: ['input', 'region'] });
    expect(await refused({ region: 'BY' })).toMatchObject({ rule: 'REQUIRED', path: ['input', 'region'] });
  });
});
