import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, type Directory, directory, refusedWith, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, levelOf, levelsOf, policy, raisedOn, startClocked } from './support.js';

let clocked: ClockedWorld;
let names: Directory;
let calendarId: string;

beforeAll(async () => {
  clocked = await startClocked('2027-01-11T09:00:00Z');
  names = await directory(clocked.admin);
  calendarId = await calendar(clocked.admin, { name: 'Office', timeZone: 'Europe/Vienna' });
});
afterAll(() => clocked.world.stop());

const minutes = (count: number) => ({ targets: [{ target: 'RESOLUTION', minutes: count }] });
const retire = (serviceLevelPolicyId: string) =>
  clocked.admin.done('updateServiceLevelPolicy', { serviceLevelPolicyId, active: false }, '__typename');
const seen = async (id: string) => {
  const { policy: of, because, dueAt } = (await levelOf(clocked.agent, id)) ?? {};
  return { policy: of?.name, because, dueAt };
};

/** The due times of the events that tell of changed clocks. */
async function changesOf(client: Client, id: string): Promise<{ from: string; to: string }[]> {
  const { ticket } = await client.ok(
    `query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { nodes { ... on TicketEvent { type
      changes { from to } } } } } }`,
    { id },
  );
  type Told = { type: string; changes: { from: string; to: string }[] };
  return ticket.timeline.nodes.flatMap(({ type, changes }: Told) =>
    type === 'SERVICE_LEVELS_CHANGED' ? changes : [],
  );
}

describe('the policy of a ticket', () => {
  it('is the most specific one that it meets, and says why; other values choose another', async () => {
    const { admin, agent, requester } = clocked;
    const company = await admin.done('createCompany', { name: 'Acme' }, 'companyId');
    await admin.done(
      'updateUser',
      { userId: names.users.requester2, companyId: company.companyId },
      '__typename',
    );
    const made = [
      await policy(admin, calendarId, { name: 'All', ...minutes(420) }),
      await policy(admin, calendarId, { name: 'Urgent', priorities: ['P1', 'P2'], ...minutes(60) }),
      await policy(admin, calendarId, { name: 'Incidents', types: ['INCIDENT'], ...minutes(300) }),
      await policy(admin, calendarId, {
        ...{ name: 'Urgent incidents', types: ['INCIDENT'], priorities: ['P1', 'P2'] },
        ...minutes(30),
      }),
      await policy(admin, calendarId, { name: 'Acme', companyIds: [company.companyId], ...minutes(15) }),
    ];
    const { id } = await report(requester);
    expect(await seen(id)).toEqual({
      policy: 'Incidents',
      because: ['TYPE'],
      dueAt: '2027-01-11T15:00:00.000Z',
    });
    await agent.done('updateTicket', { ticketId: id, impact: 'HIGH', urgency: 'HIGH' }, '__typename');
    expect(await seen(id)).toMatchObject({ policy: 'Urgent incidents', because: ['PRIORITY', 'TYPE'] });
    await agent.done('reclassifyTicket', { ticketId: id, type: 'OTHER', reason: 'No fault.' }, '__typename');
    expect(await seen(id)).toMatchObject({ policy: 'Urgent', because: ['PRIORITY'] });

    // The company is more specific than the type. It is known to the database, so the schedule completes the clock.
    const theirs = await report(await clocked.world.as('requester2'));
    await clocked.round();
    expect(await seen(theirs.id)).toMatchObject({ policy: 'Acme', because: ['COMPANY'] });
    for (const one of made) await retire(one);
    await clocked.round();
    expect(await levelsOf(agent, id)).toEqual([]);
  });

  it('is chosen by an affected service, and before that by the form of the ticket', async () => {
    const { admin, agent } = clocked;
    const service = { name: 'Checkout of policies', ownerTeamId: names.teams.Network, criticality: 'HIGH' };
    const { service: made } = await admin.done('createService', service, 'service { id }');
    const fields = [{ key: 'a', label: 'A', type: 'TEXT' }];
    const form = { name: 'Laptop of policies', ticketType: 'SERVICE_REQUEST', fields };
    const { requestForm } = await admin.done('createRequestForm', form, 'requestForm { id }');
    const own = [
      await policy(admin, calendarId, { name: 'Checkout', affectedServiceIds: [made.id], ...minutes(60) }),
      await policy(admin, calendarId, { name: 'Laptops', requestFormIds: [requestForm.id], ...minutes(30) }),
    ];
    const input = { type: 'SERVICE_REQUEST', affectedServiceIds: [made.id] };
    const plain = await report(agent, input);
    expect(await seen(plain.id)).toMatchObject({ policy: 'Checkout', because: ['SERVICE'] });
    const asked = { requestFormId: requestForm.id, answers: [{ key: 'a', value: 'A' }] };
    const laptop = await report(agent, { ...input, form: asked });
    expect(await seen(laptop.id)).toMatchObject({ policy: 'Laptops', because: ['FORM'] });
    // The form is known also when something happens later.
    await agent.done('updateTicket', { ticketId: laptop.id, affectedServiceIds: [] }, '__typename');
    expect(await seen(laptop.id)).toMatchObject({ policy: 'Laptops', because: ['FORM'] });
    await agent.done('updateTicket', { ticketId: plain.id, affectedServiceIds: [] }, '__typename');
    expect(await levelsOf(agent, plain.id)).toEqual([]);
    for (const one of own) await retire(one);
    await clocked.round();
  });

  it('counts what the ticket lived through before it had a policy, and none of its pauses', async () => {
    await clocked.at('2027-01-12T08:00:00Z');
    const { agent, requester, admin } = clocked;
    const { id } = await report(requester);
    await clocked.at('2027-01-12T09:00:00Z');
    await agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_VENDOR' }, '__typename');
    await clocked.at('2027-01-12T10:00:00Z');
    await agent.done('resumeTicket', { ticketId: id }, '__typename');
    const made = await policy(admin, calendarId, { ...minutes(240), pauseReasons: ['AWAITING_VENDOR'] });
    await clocked.round();
    expect(await levelOf(agent, id)).toMatchObject({ elapsed: 3600, dueAt: '2027-01-12T14:00:00.000Z' });
    await retire(made);
    await clocked.round();
  });
});

describe('a changed policy', () => {
  it('loses no pause of a clock that runs', async () => {
    await clocked.at('2027-01-13T08:00:00Z');
    const { agent, requester, admin } = clocked;
    const made = await policy(admin, calendarId, { ...minutes(240), pauseReasons: ['AWAITING_VENDOR'] });
    const { id } = await report(requester);
    await clocked.at('2027-01-13T09:00:00Z');
    await agent.done('holdTicket', { ticketId: id, reason: 'AWAITING_VENDOR' }, '__typename');
    await clocked.at('2027-01-13T10:00:00Z');
    // From now on a hold for a vendor does not pause it. The hour before stays paused.
    await admin.done(
      'updateServiceLevelPolicy',
      { serviceLevelPolicyId: made, pauseReasons: [], ...minutes(180) },
      '__typename',
    );
    await clocked.round();
    const level = await levelOf(agent, id);
    expect(level).toMatchObject({ state: 'RUNNING', elapsed: 3600, dueAt: '2027-01-13T13:00:00.000Z' });
    expect(level.segments).toMatchObject([
      { paused: false, counted: 3600, reason: 'NOT_HELD' },
      { paused: true, counted: 0, reason: 'AWAITING_VENDOR' },
      { paused: false, counted: 0, reason: 'AWAITING_VENDOR' },
    ]);
    await changingNothing(clocked.world, clocked.round);
    await retire(made);
  });

  it('takes a breach back when its new due time is ahead, and breaches again then', async () => {
    await clocked.at('2027-01-14T08:00:00Z');
    const { agent, requester, admin } = clocked;
    const made = await policy(admin, calendarId, minutes(60));
    const { id } = await report(requester);
    await clocked.at('2027-01-14T09:00:00Z');
    expect(await raisedOn(agent, id)).toEqual(['AT_RISK RESOLUTION', 'BREACHED RESOLUTION']);
    await admin.done(
      'updateServiceLevelPolicy',
      { serviceLevelPolicyId: made, ...minutes(120) },
      '__typename',
    );
    await clocked.round();
    expect(await levelOf(agent, id)).toMatchObject({ breachedAt: null, dueAt: '2027-01-14T10:00:00.000Z' });
    await clocked.at('2027-01-14T10:00:00Z');
    expect((await raisedOn(agent, id)).slice(2)).toEqual(['AT_RISK RESOLUTION', 'BREACHED RESOLUTION']);
    await retire(made);
  });
});

describe('a calendar', () => {
  it('that gets a day off moves the due time also when a comment comes before the schedule', async () => {
    await clocked.at('2027-01-15T15:00:00Z');
    const { agent, requester, admin } = clocked;
    const own = await calendar(admin);
    const made = await policy(admin, own, minutes(120));
    const { id } = await report(requester);
    expect(await levelOf(agent, id)).toMatchObject({ dueAt: '2027-01-18T09:00:00.000Z' });
    await clocked.at('2027-01-18T07:00:00Z');
    const daysOff = [{ date: '2027-01-18', name: 'Moving house' }];
    await admin.done('updateBusinessCalendar', { businessCalendarId: own, daysOff }, '__typename');
    clocked.now = new Date('2027-01-18T09:30:00Z');
    const comment = { ticketId: id, body: 'Nobody is here today.', visibility: 'PUBLIC' };
    await requester.done('addComment', comment, '__typename');
    await clocked.round();
    expect(await levelOf(agent, id)).toMatchObject({
      ...{ breachedAt: null, atRiskAt: null, dueAt: '2027-01-19T09:00:00.000Z' },
    });
    expect(await raisedOn(agent, id)).toEqual([]);
    const [changed, ...more] = await changesOf(agent, id);
    expect(changed).toEqual({ from: '2027-01-18T09:00:00.000Z', to: '2027-01-19T09:00:00.000Z' });
    expect(more).toEqual([]);
    await retire(made);
  });

  it('that is edited while a target runs moves its due time, and leaves ended clocks as they are', async () => {
    await clocked.at('2027-01-18T08:00:00Z');
    const { agent, requester, admin } = clocked;
    const own = await calendar(admin);
    const made = await policy(admin, own, minutes(480));
    const [running, ended] = [await report(requester), await report(requester)];
    await clocked.at('2027-01-18T09:00:00Z');
    const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It prints.' };
    await agent.done('resolveTicket', { ticketId: ended.id, ...fixed }, '__typename');
    const before = await levelOf(agent, ended.id);
    expect(await levelOf(agent, running.id)).toMatchObject({ dueAt: '2027-01-19T09:00:00.000Z' });
    const daysOff = [{ date: '2027-01-19', name: 'Moving house' }];
    await admin.done('updateBusinessCalendar', { businessCalendarId: own, daysOff }, '__typename');
    await clocked.round();
    expect(await levelOf(agent, running.id)).toMatchObject({ dueAt: '2027-01-20T09:00:00.000Z' });
    expect(await levelOf(agent, ended.id)).toEqual(before);
    await retire(made);
  });

  it('refuses what is no time, zone or date, and hours that overlap', async () => {
    const hours = [{ weekday: 'MONDAY', from: '09:00', to: '17:00' }];
    const refused = (input: object) =>
      refusedWith(clocked.world, clocked.admin, 'createBusinessCalendar', {
        ...{ name: 'Wrong', timeZone: 'UTC', hours },
        ...input,
      });
    expect(await refused({ timeZone: 'Mars/Olympus' })).toMatchObject({
      rule: 'FORMAT',
      path: ['input', 'timeZone'],
    });
    expect(await refused({ hours: [{ ...hours[0], from: '9:00' }] })).toMatchObject({
      rule: 'FORMAT',
      path: ['input', 'hours', '0', 'from'],
    });
    expect(await refused({ hours: [] })).toMatchObject({ rule: 'REQUIRED' });
    expect(await refused({ hours: [...hours, ...hours] })).toMatchObject({
      rule: 'OVERLAP',
      path: ['input', 'hours'],
    });
    expect(await refused({ daysOff: [{ date: '2027-02-30', name: 'Never' }] })).toMatchObject({
      rule: 'FORMAT',
      path: ['input', 'daysOff', '0', 'date'],
    });
    expect(await refused({ name: 'office' })).toMatchObject({ rule: 'UNIQUE', path: ['input', 'name'] });
  });
});

describe('a policy', () => {
  it('refuses targets twice or out of range, and what does not exist', async () => {
    const refused = (input: object) =>
      refusedWith(clocked.world, clocked.admin, 'createServiceLevelPolicy', {
        ...{ name: 'Wrong', businessCalendarId: calendarId, ...minutes(60) },
        ...input,
      });
    const one = minutes(60).targets;
    expect(await refused({ targets: [...one, ...one] })).toMatchObject({
      rule: 'DUPLICATE',
      path: ['input', 'targets', '1', 'target'],
    });
    expect(await refused(minutes(0))).toMatchObject({
      rule: 'OUT_OF_RANGE',
      path: ['input', 'targets', '0', 'minutes'],
    });
    expect(await refused({ warnAtPercent: 100 })).toMatchObject({ rule: 'OUT_OF_RANGE' });
    expect(await refused({ queueIds: [names.users.agent] })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
