import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventCursor } from '../../server/platform/events/index.js';
import type { Client, Subscription } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, ticketEvents } from '../live/support.js';
import { Cast, type Role, roles } from './cast.js';
import { Made } from './made.js';
import { calls } from './mutations.js';
import { mutations as table } from './mutations-table.js';

let world: World;
let cast: Cast;
let made: Made;
const streams = new Map<Client, Promise<{ all: Subscription; none: Subscription }>>();

beforeAll(async () => {
  world = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '1000' });
  cast = await Cast.of(world);
  made = Made.inOpen(cast);
});
afterAll(async () => {
  await Promise.all([...streams.keys()].map((client) => client.close()));
  await world.stop();
});

/** The subscriptions of a client: to all tickets, and to none. */
function streamsOf(client: Client) {
  const never = { externalReferences: ['no ticket has this reference'] };
  const opened = async () => ({
    all: await follow(client),
    none: await follow(client, { filter: never }, ticketEvents),
  });
  const open = streams.get(client) ?? opened();
  streams.set(client, open);
  return open;
}

/** The cursor of the last event of the organisation, and its number. */
async function lastEvent(): Promise<{ number: number; cursor: string }> {
  const [row] = await world.rows<{ id: string; number: number; at: Date }>(
    `select o.id, e.number::int, e.recorded_at as at from organisations o
     join event_heads h on h.organisation_id = o.id join events e on e.organisation_id = o.id and e.number = h.number
     where o.name = 'Example'`,
  );
  if (!row) throw new Error('there is no event');
  const { id, number, at } = row;
  return { number, cursor: eventCursor(world.app.services.seals, id, { number, recordedAt: at }) };
}

/** Their token permits them, so the event does not name the caller. */
const byItsToken = ['answerSurvey', 'signIn'];
const mutationOf = (name: string) => name.split(',')[0] ?? name;
const own = (name: string) => calls[name]?.own === true;

describe('the eventCursor of a payload', () => {
  const names = [...table.keys()].sort((a, b) => Number(own(a)) - Number(own(b)));

  it.each(names)('is the cursor of the last event that the call wrote, or null: %s', async (name) => {
    const call = calls[name];
    const row = table.get(name);
    const role = (['admin', 'requester', 'key', ...roles] as Role[]).find((one) => row?.[one] === '+');
    if (!call || !role) throw new Error(`nobody can do ${name}`);
    const client = await (own(name) ? cast.newSession(role, call.fits) : cast.caller(role, call.fits));
    const follows = !own(name) && (role !== 'key' || call.fits.includes('TICKETS_READ'));
    const open = follows ? await streamsOf(client) : null;
    const key = mutationOf(name) === 'signIn' ? {} : { idempotencyKey: `cursor of ${name}` };
    const input = { ...(await call.input(made, role)), ...key };
    const before = await lastEvent();
    const { eventCursor: cursor } = await client.done(mutationOf(name), input, 'eventCursor');
    const after = await lastEvent();
    expect(cursor).toBe(after.number === before.number ? null : after.cursor);
    if (!own(name) && mutationOf(name) !== 'signIn')
      expect((await client.mutate(mutationOf(name), input, 'eventCursor')).eventCursor).toBe(cursor);
    if (!cursor || !open || byItsToken.includes(name)) return;
    const arrived = (stream: Subscription) =>
      stream.until(({ items }) => items.some((item) => item.cursor === cursor), 5000);
    await Promise.all([arrived(open.all), arrived(open.none)]);
    expect(open.none.items.find((item) => item.cursor === cursor)).toEqual({
      __typename: 'StreamPosition',
      cursor,
    });
  });
});
