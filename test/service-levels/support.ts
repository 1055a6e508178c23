import { runSchedule } from '../../server/platform/schedule/index.js';
import { serviceLevelsDue } from '../../server/service-levels/due.js';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];

/** Monday to Friday, nine to five, with a break for lunch. */
export const officeHours = weekdays.flatMap((weekday) => [
  { weekday, from: '09:00', to: '12:00' },
  { weekday, from: '13:00', to: '17:00' },
]);

/** A server whose clock the test moves. */
export interface ClockedWorld {
  world: World;
  /** The present time, which can be set. */
  now: Date;
  admin: Client;
  agent: Client;
  requester: Client;
  /** Moves the time on, and runs what is due. */
  at(time: string): Promise<void>;
  /** Runs what is due. */
  round(): Promise<void>;
}

export async function startClocked(time: string): Promise<ClockedWorld> {
  const clock = { now: new Date(time) };
  const world = await startWorld(
    { CLOCKS_EVERY_SECONDS: '3600', SESSION_HOURS: '8760' },
    undefined,
    () => clock.now,
  );
  const clocked = Object.assign(clock, {
    world,
    admin: await world.as('admin'),
    agent: await world.as('agent'),
    requester: await world.as('requester'),
    round: () => runSchedule(world.app.services, [serviceLevelsDue], () => false),
    async at(next: string) {
      clock.now = new Date(next);
      await clocked.round();
    },
  });
  return clocked;
}

let made = 0;
const named = (what: string) => {
  made += 1;
  return `${what} ${made}`;
};

/** Creates a calendar, by default of office hours in Vienna, and returns its id. */
export async function calendar(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const given = { name: named('Hours'), timeZone: 'Europe/Vienna', hours: officeHours, ...input };
  return (await admin.done('createBusinessCalendar', given, 'businessCalendarId')).businessCalendarId;
}

/** Creates a policy, by default of four hours for the resolution, and returns its id. */
export async function policy(
  admin: Client,
  businessCalendarId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const given = {
    name: named('Policy'),
    businessCalendarId,
    targets: [{ target: 'RESOLUTION', minutes: 240 }],
    ...input,
  };
  return (await admin.done('createServiceLevelPolicy', given, 'serviceLevelPolicyId')).serviceLevelPolicyId;
}

const fields = `target cycle policy { name } because targetMinutes state startedAt stoppedAt dueAt atRiskAt breachedAt
  remaining elapsed segments { from to counted paused reason }`;

/** The clocks of a ticket. */
// biome-ignore lint/suspicious/noExplicitAny: the fields of an answer.
export async function levelsOf(client: Client, id: string): Promise<any[]> {
  const { ticket } = await client.ok(`query ($id: ID!) { ticket(id: $id) { serviceLevels { ${fields} } } }`, {
    id,
  });
  return ticket.serviceLevels;
}

/** The clock of a target, in its last cycle. */
// biome-ignore lint/suspicious/noExplicitAny: the fields of an answer.
export async function levelOf(client: Client, id: string, target = 'RESOLUTION'): Promise<any> {
  return (await levelsOf(client, id)).filter((one) => one.target === target).at(-1);
}

/** The types of the events about clocks in a ticket's timeline. */
export async function raisedOn(client: Client, id: string): Promise<string[]> {
  const { ticket } = await client.ok(
    `query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { nodes { ... on TicketEvent { type
      changes { field to } } } } } }`,
    { id },
  );
  return ticket.timeline.nodes
    .filter(({ type }: { type: string }) => /^SERVICE_LEVEL_/.test(type))
    .map(
      ({ type, changes }: { type: string; changes: { field: string; to: string }[] }) =>
        `${type.replace('SERVICE_LEVEL_', '')} ${changes.find(({ field }) => field === 'TARGET')?.to}`,
    );
}
