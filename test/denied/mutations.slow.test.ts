import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changingNothing } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { Cast, type Role, roles } from './cast.js';
import { knock } from './knock.js';
import { Made } from './made.js';
import { type Door, doors } from './mutations.js';
import { mutations as table } from './mutations-table.js';

let world: World;
let cast: Cast;
/** Objects in a queue that all agents see, and in one that only its team sees. */
let open: Made;
let closed: Made;
/** The answers to callers who are refused, by `entry point role`. */
const refused = new Map<string, string>();

const mutationOf = (name: string) => name.split(',')[0] ?? name;

async function tried(name: string, door: Door, role: Role, input: object): Promise<string> {
  const client = await (door.own ? cast.anew(role, door.fits) : cast.caller(role, door.fits));
  return knock(client, mutationOf(name), input, door.each);
}

const madeFor = (role: Role) => (role === 'blindAgent' ? closed : open);

/** All refused callers of every entry point, on objects made for them: several entry points at a time, and nothing else meanwhile. */
async function knockWhereTheyMustNot(): Promise<void> {
  const calls: (() => Promise<void>)[] = [];
  await inTurns([...table], async ([name, row]) => {
    const door = doors[name];
    if (!door) return;
    const inputs = new Map<unknown, Promise<object>>();
    for (const role of roles.filter((it) => row[it] !== '+')) {
      const place = door.own ? role : madeFor(role);
      const input = inputs.get(place) ?? Promise.resolve(door.input(madeFor(role), role));
      inputs.set(place, input);
      await input;
      calls.push(async () => void refused.set(`${name} ${role}`, await tried(name, door, role, await input)));
    }
  });
  // Callers who are created for a test, or sign in, do so before.
  for (const [name, door] of Object.entries(doors))
    for (const role of roles) if (table.has(name)) await cast.caller(role, door.fits);
  await changingNothing(world, () => inTurns(calls, (call) => call()));
}

async function inTurns<T>(items: T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += 8) await Promise.all(items.slice(i, i + 8).map(act));
}

beforeAll(async () => {
  world = await startWorld({ SIGN_IN_ATTEMPTS_PER_ACCOUNT: '1000' });
  cast = await Cast.of(world);
  open = Made.inOpen(cast);
  closed = Made.inClosed(cast);
});
afterAll(() => world.stop());

describe('every mutation', () => {
  it('has a line that says who may', () => {
    const all = Object.keys(contract.getMutationType()?.getFields() ?? {}).sort();
    expect([...new Set([...table.keys()].map(mutationOf))].sort()).toEqual(all);
    expect(Object.keys(doors).sort()).toEqual([...table.keys()].sort());
  });

  it('changes nothing for those who must not', knockWhereTheyMustNot, 120_000);

  // Mutations about oneself end the caller's sessions, so they come last.
  const last = (name: string) => (doors[name]?.own ? 1 : 0);
  const names = [...table.keys()].sort((a, b) => last(a) - last(b));
  it.each(names)('tells each why not, or does it: %s', async (name) => {
    const door = doors[name] as Door;
    const row = table.get(name);
    const told: Partial<Record<Role, string>> = {};
    const answer = async (role: Role) => {
      const known = refused.get(`${name} ${role}`);
      told[role] = known ?? (await tried(name, door, role, await door.input(madeFor(role), role)));
    };
    if (door.own) for (const role of roles) await answer(role);
    else await Promise.all(roles.map(answer));
    expect(told).toEqual(row);
  });
});
