import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, policy, startClocked } from '../service-levels/support.js';
import { kindsOn, readLog } from './support.js';

let clocked: ClockedWorld;
let lead: Client;
beforeAll(async () => {
  clocked = await startClocked('2027-01-11T08:00:00Z');
  lead = await clocked.world.as('lead');
  await policy(clocked.admin, await calendar(clocked.admin));
});
afterAll(() => clocked.world.stop());

it('the assignee is notified of a target that is at risk and then missed, and the lead when it is missed', async () => {
  const { admin, agent, requester, world } = clocked;
  const { users } = await directory(admin);
  const { id } = await report(requester);
  const open = (await report(requester)).id;
  await admin.done('assignTicket', { ticketId: id, assigneeId: users.agent }, '__typename');
  await clocked.at('2027-01-11T12:30:00Z');
  await readLog(world);
  expect(await kindsOn(agent, id)).toEqual(['AT_RISK', 'ASSIGNED']);
  expect(await kindsOn(lead, id)).toEqual([]);
  // Nobody has this one, so the whole team is notified.
  expect(await kindsOn(lead, open)).toEqual(['AT_RISK']);
  await clocked.at('2027-01-11T15:30:00Z');
  await readLog(world);
  expect(await kindsOn(agent, id)).toEqual(['BREACHED', 'AT_RISK', 'ASSIGNED']);
  expect(await kindsOn(lead, id)).toEqual(['BREACHED']);
  expect(await kindsOn(requester, id)).toEqual([]);
});
