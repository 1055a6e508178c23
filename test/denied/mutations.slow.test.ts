import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changingNothing } from '../harness/desk.js';
import { allPositions, contract, nameOf, operationAt, refusalsIn } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { fillWith, oneOfEach } from '../limits/fixtures.js';
import type { Call } from './calls.js';
import { Cast, type Role, roles } from './cast.js';
import { Made } from './made.js';
import { calls } from './mutations.js';
import { mutations as table } from './mutations-table.js';
import { outcomeOf } from './outcome.js';

let world: World;
let cast: Cast;
/** Objects in a queue that all agents see, and in a queue that only its team sees. */
let open: Made;
let closed: Made;
/** The outcomes of the refused calls. The key is `entry point role`. */
const refused = new Map<string, string>();

const mutationOf = (name: string) => name.split(',')[0] ?? name;

async function tried(name: string, call: Call, role: Role, input: object): Promise<string> {
  const client = await (call.own ? cast.newSession(role, call.fits) : cast.caller(role, call.fits));
  return outcomeOf(client, mutationOf(name), input, call.each);
}

const madeFor = (role: Role) => (role === 'blindAgent' ? closed : open);

/**
 * Calls every entry point by all roles that it refuses. It creates the objects first, so that nothing else
 * changes data during the calls.
 */
async function callRefused(): Promise<void> {
  const pending: (() => Promise<void>)[] = [];
  await inTurns([...table], async ([name, row]) => {
    const call = calls[name];
    if (!call) return;
    const inputs = new Map<unknown, Promise<object>>();
    for (const role of roles.filter((it) => row[it] !== '+')) {
      const place = call.own ? role : madeFor(role);
      const input = inputs.get(place) ?? Promise.resolve(call.input(madeFor(role), role));
      inputs.set(place, input);
      await input;
      pending.push(
        async () => void refused.set(`${name} ${role}`, await tried(name, call, role, await input)),
      );
    }
  });
  // Signing in and creating API keys change data, so they come first.
  for (const [name, call] of Object.entries(calls))
    for (const role of roles) if (table.has(name)) await cast.caller(role, call.fits);
  await changingNothing(world, () => inTurns(pending, (call) => call()));
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

describe('a refusal because of a field that the caller cannot give', () => {
  /** The positions of the input of a mutation, except required ones and those that a call gives already. */
  const optional = (mutation: string, given: object) =>
    allPositions().filter(
      ({ operation, field, path: [, first = ''] }) =>
        operation === 'mutation' && field === mutation && !(first in given),
    );

  it.each(['requester', 'agent', 'otherAgent'] as const)('points at the field, for the %s', async (role) => {
    const ids = await oneOfEach(cast.admin);
    const fill = fillWith(ids);
    const permitted = Object.entries(calls).filter(
      ([name, call]) => !call.own && table.get(name)?.[role] === '+',
    );
    const wrong: string[] = [];
    await inTurns(permitted, async ([name, call]) => {
      const client = await cast.caller(role, call.fits);
      let input = await call.input(open, role);
      for (const position of optional(mutationOf(name), input)) {
        const value = position.type === 'Boolean' ? true : fill(position);
        const { query, variables } = operationAt(position, fill, value, input);
        const { data } = await client.send(query, variables);
        const errors = refusalsIn(data?.[position.field]);
        if (errors.length === 0) input = await call.input(open, role);
        for (const { __typename, path } of errors)
          if (__typename === 'ForbiddenError' && path[1] !== position.path[1])
            wrong.push(`${nameOf(position)}: ${path.join('.')}`);
      }
    });
    expect(wrong).toEqual([]);
  });
});

describe('every mutation', () => {
  it('has a line of permissions in the table', () => {
    const all = Object.keys(contract.getMutationType()?.getFields() ?? {}).sort();
    expect([...new Set([...table.keys()].map(mutationOf))].sort()).toEqual(all);
    expect(Object.keys(calls).sort()).toEqual([...table.keys()].sort());
  });

  it('changes nothing when it is refused', callRefused, 120_000);

  // Mutations on the caller's own account can end their sessions, so they come last.
  const last = (name: string) => (calls[name]?.own ? 1 : 0);
  const names = [...table.keys()].sort((a, b) => last(a) - last(b));
  it.each(names)('gives each role the outcome of the table: %s', async (name) => {
    const call = calls[name] as Call;
    const row = table.get(name);
    const outcomes: Partial<Record<Role, string>> = {};
    const answer = async (role: Role) => {
      const known = refused.get(`${name} ${role}`);
      outcomes[role] = known ?? (await tried(name, call, role, await call.input(madeFor(role), role)));
    };
    if (call.own) for (const role of roles) await answer(role);
    else await Promise.all(roles.map(answer));
    expect(outcomes).toEqual(row);
  });
});
