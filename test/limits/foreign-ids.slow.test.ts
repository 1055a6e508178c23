import { getNullableType, isListType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overSocket, sameOverBoth, stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { changingNothing, report } from '../harness/desk.js';
import { byEntryPoint, type Cases, checkAll } from '../harness/matrix.js';
import {
  allPositions,
  contract,
  nameOf,
  operationAt,
  type Position,
  refusalsIn,
} from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { fillWith, type Ids, kindAt, neededBy, oneOfEach } from './fixtures.js';

let world: World;
/** An administrator of the second organisation, so that only tenant isolation can refuse them. */
let outsider: Client;
/** An API key of the second organisation with every scope, for input that only API keys may send. */
let key: Client;
let theirs: Ids;
let own: Ids;

beforeAll(async () => {
  world = await startWorld();
  await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
  theirs = await oneOfEach(await world.as('admin'));
  outsider = await world.as('outsider@example.org');
  own = await oneOfEach(outsider);
  const scopes = [
    'TICKETS_READ',
    'TICKETS_WRITE',
    'COMMENTS_WRITE',
    'COMMENTS_ON_BEHALF',
    'ADMINISTRATION',
    'IMPORT',
  ];
  const { secret } = await outsider.done('createApiKey', { name: 'All', scopes }, 'secret');
  key = world.withToken(secret);
});
afterAll(async () => {
  await key.close();
  await world.stop();
});

/** Every position of the contract where a client sends an id, by entry point. */
const places = (operation: Position['operation']): [field: string, Cases<Position>][] =>
  byEntryPoint(
    allPositions()
      .filter((position) => position.operation === operation && position.type === 'ID')
      .map((position) => [nameOf(position), position]),
  );

/** What a query returns when it finds nothing: null, an empty list or an empty page. */
function nothingOf(field: string): unknown {
  if (field === 'nodes') return [null];
  const type = getNullableType(contract.getQueryType()?.getFields()[field]?.type);
  if (isListType(type)) return [];
  return isObjectType(type) && type.getFields().nodes ? { totalCount: 0, nodes: [] } : null;
}

/**
 * Removing something that is not there succeeds and changes nothing, so the answer does not show whether the
 * id exists.
 */
const removals = new Set(['updateTeamMembers.input.removeUserIds.0', 'unwatchTicket.input.userId']);

describe('an id of another type', () => {
  const reads = [...places('query'), ...places('subscription')].filter(
    ([field]) => field !== 'node' && field !== 'nodes',
  );

  it.each(reads)('is refused by %s, which names the argument and the value', (_field, cases) =>
    checkAll(cases, isRefused),
  );

  async function isRefused(position: Position): Promise<void> {
    const value = own.organisation;
    const { query, variables } = operationAt(position, fillWith(own), value);
    const { errors } =
      position.operation === 'query'
        ? await sameOverBoth(outsider, query, variables)
        : await overSocket(outsider, query, variables);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: position.path.join('.'), rule: 'ID', value } },
    ]);
  }
});

describe('an id of another organisation', () => {
  afterAll(() => stillServes(world));

  it.each(places('query'))('finds nothing in %s', (_field, cases) => checkAll(cases, findsNothing));

  async function findsNothing(position: Position): Promise<void> {
    const { query, variables } = operationAt(position, fillWith(own), theirs[kindAt(position)]);
    const { data } = await sameOverBoth(outsider, query, variables);
    expect(data).toEqual({ [position.field]: nothingOf(position.field) });
  }

  it('finds nothing of any kind in `node` and `nodes`', async () => {
    for (const [kind, id] of Object.entries(theirs)) {
      const query = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
      const { data } = await sameOverBoth(outsider, query, { id });
      expect({ kind, ...data }).toEqual({ kind, node: null, nodes: [null] });
    }
  });

  // A filter that a mutation stores finds nothing by such an id, as one of a query does.
  const named = byEntryPoint(
    places('mutation')
      .flatMap(([, cases]) => cases)
      .filter(([, { path }]) => !path.includes('filter')),
  );

  it.each(named)('is not found by %s, which changes nothing', (_field, cases) =>
    changingNothing(world, () => checkAll(cases, isNotKnown)),
  );

  async function isNotKnown(position: Position): Promise<void> {
    const client = position.path.some((key) => ['import', 'onBehalfOfId'].includes(key)) ? key : outsider;
    const id = theirs[kindAt(position)];
    const more = neededBy(position, own);
    const { query, variables } = operationAt(position, fillWith(own), id, more);
    const { data } = await sameOverBoth(client, query, variables);
    const errors = refusalsIn(data[position.field]);
    // One wrong id is one error, which points at it.
    const notFound = { __typename: 'NotFoundError', code: 'NOT_FOUND', path: position.path, id };
    expect(errors).toMatchObject(removals.has(nameOf(position)) ? [] : [notFound]);
  }

  it.each(places('subscription'))('receives no events from %s', (_field, cases) =>
    checkAll(cases, followsNothing),
  );

  async function followsNothing(position: Position): Promise<void> {
    const { query, variables } = operationAt(position, fillWith(own), theirs[kindAt(position)]);
    if (['id', 'ticketId', 'view'].includes(position.path[0] ?? '')) {
      const { errors } = await overSocket(outsider, query, variables);
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      return;
    }
    const stream = outsider.subscribe(query, variables);
    await stream.until((s) => s.items.length >= 1);
    await report(await world.as('admin'), { externalReference: 'EXT-ONE' });
    // The stream sends the user's own ticket after the foreign one, so the foreign one would have come first.
    await report(outsider, {});
    const all = outsider.subscribe('subscription { ticketEvents { __typename } }');
    await all.until((s) => s.items.length === 1);
    await stream.until((s) => s.items.length > 1);
    // After the first item, a position or a snapshot, positions of the own calls and nothing else.
    const later = stream.items.slice(1).map(({ __typename }) => __typename);
    expect(new Set(later)).toEqual(new Set(['StreamPosition']));
    stream.stop();
    all.stop();
  }
});
