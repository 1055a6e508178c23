import { isInterfaceType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import type { Read } from './calls.js';
import { Cast, type Role, roles } from './cast.js';
import { Made } from './made.js';
import { reads } from './queries.js';
import { queries as table } from './queries-table.js';

let world: World;
let cast: Cast;

beforeAll(async () => {
  world = await startWorld();
  cast = await Cast.of(world);
});
afterAll(() => world.stop());

async function seenBy(role: Role, read: Read, made: Record<string, string>): Promise<string> {
  const client = await cast.caller(role, ['TICKETS_READ']);
  const { query } = read;
  const declared = Object.entries(made).filter(([name]) => query.includes(`$${name}:`));
  const { data, errors } = await client.send(query, Object.fromEntries(declared));
  if (errors) return errors.map(({ extensions }) => String(extensions?.code)).join();
  const [found] = Object.values(data);
  return read.seen(found, made, data);
}

describe('every query', () => {
  it('has a line of visibility in the table, and `node` has one for every type', () => {
    const queryOf = (name: string) => name.split(',')[0] ?? name;
    const all = Object.keys(contract.getQueryType()?.getFields() ?? {}).sort();
    expect([...new Set([...table.keys()].map(queryOf))].sort()).toEqual(all);
    expect(Object.keys(reads).sort()).toEqual([...table.keys()].sort());
    const node = contract.getType('Node');
    const types = isInterfaceType(node) ? contract.getPossibleTypes(node).map(({ name }) => name) : [];
    const tried = [...table.keys()].filter((name) => queryOf(name) === 'node');
    expect([...new Set(tried.map((name) => name.split(', ')[1]))].sort()).toEqual(types.sort());
  });

  it.each([...table.keys()])('shows each role what the table says: %s', async (name) => {
    const read = reads[name] as Read;
    const open = await read.made(Made.inOpen(cast));
    const closed = await read.made(Made.inClosed(cast));
    const outcomes = roles.map(async (role) => {
      return [role, await seenBy(role, read, role === 'blindAgent' ? closed : open)];
    });
    expect(Object.fromEntries(await Promise.all(outcomes))).toEqual(table.get(name));
  });
});
