import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { byEntryPoint, checkAll } from '../harness/matrix.js';
import { allPositions, nameOf, operationAt, type Position, refusalsIn } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { fillWith, type Ids, neededBy, oneOfEach } from './fixtures.js';

let world: World;
let admin: Client;
let ids: Ids;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  ids = await oneOfEach(admin);
});
afterAll(() => world.stop());

/** The names of fields, by what their texts are. Every text that a mutation takes is in one of the lists. */
const names = ['name', 'email', 'phone', 'locale', 'timeZone', 'externalId', 'code'];
const lines = [
  ...['subject', 'resolutionCode', 'externalReference', 'title', 'key', 'label', 'options', 'labels'],
  ...['affectedServiceNames', 'columns'],
];
const several = [
  ...['description', 'errorMessages', 'affectedOperations', 'reason', 'note', 'notes', 'summary', 'body'],
  ...['rollbackPlan', 'findings', 'rootCause', 'rootCauseUnknownReason', 'outsideWindowReason', 'evidence'],
  ...['resolutionNotes', 'closureSummary', 'lessons', 'actions', 'comment', 'symptoms', 'workaround'],
  ...['publicWorkaround', 'help'],
];
/** Texts with rules of their own. */
const own = [
  ...[
    'idempotencyKey',
    'password',
    'currentPassword',
    'token',
    'cursor',
    'fileName',
    'contentType',
    'documentationUrl',
  ],
  ...['sha256', 'impactEstimate'],
];

const last = ({ path }: Position): string => path.findLast((part) => !/^\d+$/.test(part)) ?? '';
/** An unknown key of an answer is refused as such, and a wrong e-mail address to sign in with like any wrong one. */
const isAnswer = ({ field, path }: Position): boolean => field === 'signIn' || path.includes('answers');
/** The texts of a filter are compared with others. They are kept as a query takes them. */
const isCompared = ({ path }: Position): boolean => path.includes('filter');
const all = allPositions().filter(
  (position) => position.operation === 'mutation' && position.type === 'String' && !isCompared(position),
);
const placesOf = (of: readonly string[]) =>
  byEntryPoint(
    all
      .filter((position) => of.includes(last(position)) && !isAnswer(position))
      .map((position) => [nameOf(position), position]),
  );

async function isRefusedAs(rule: string, position: Position, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const { query, variables } = operationAt(position, fillWith(ids), text, neededBy(position, ids));
    const { data, errors } = await admin.send(query, variables);
    expect(errors).toBeUndefined();
    const at = position.path.join('.');
    const [refusal] = refusalsIn(data[position.field]);
    expect({ at: refusal?.path.join('.'), rule: refusal?.rule }).toEqual({ at, rule });
  }
}

describe('a text', () => {
  it('of one line is known for every text that a mutation takes', () => {
    const known = [...names, ...lines, ...several, ...own];
    expect(all.filter((position) => !known.includes(last(position))).map(nameOf)).toEqual([]);
  });

  const breaks = [
    'a\nb',
    'a\rb',
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    'a\u000bb',
    'a\u001bb',
    'a\u0007b',
    'a\tb',
  ];
  it.each(placesOf([...names, ...lines]))(
    'of one line has no line break and no control character: %s',
    (_field, places) =>
      changingNothing(world, () => checkAll(places, (position) => isRefusedAs('ONE_LINE', position, breaks))),
  );

  // Zero width, soft hyphen, right-to-left override, isolate, filler, byte order mark.
  const unseen = ['a\u200bb', 'a\u00adb', 'a\u202eb', 'a\u2066b', 'a\u3164b', 'a\ufeffb'];
  it.each(placesOf(names))(
    'that is a name has no invisible or bidirectional character: %s',
    (_field, places) =>
      changingNothing(world, () => checkAll(places, (position) => isRefusedAs('VISIBLE', position, unseen))),
  );
});
