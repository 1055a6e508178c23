import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { openFields } from '../../server/platform/graphql/anonymous.js';
import { listSizes } from '../../server/platform/graphql/list-sizes.js';
import { contract } from '../harness/positions.js';

const sizesOf = (sdl: string) =>
  Object.fromEntries(
    listSizes(
      buildSchema(`directive @listSize(assumedSize: Int!) on FIELD_DEFINITION
        type Thing { id: ID! } type ThingConnection { nodes: [Thing!]! } interface UserError { code: String! } ${sdl}`),
    ),
  );

describe('the length of a list that the cost of a document assumes', () => {
  it('is the page size for a list with pages, and the length in the SDL for other lists', () => {
    expect(
      sizesOf(
        `type Query { things: ThingConnection!, parts: [Thing!]! @listSize(assumedSize: 7), names: [String!]!, one: Thing }`,
      ),
    ).toEqual({ things: 25, parts: 7 });
  });

  it('is the number of ids in the document, and one for errors', () => {
    expect(sizesOf('type Query { nodes(ids: [ID!]!): [Thing]!, errors: [UserError!]! }')).toEqual({});
  });

  it('is the largest of all fields with one name', () => {
    expect(
      sizesOf(`type Other { parts: [Thing!]! @listSize(assumedSize: 9) }
        type Query { other: Other, parts: [Thing!]! @listSize(assumedSize: 7) }`),
    ).toEqual({ parts: 9 });
  });

  it('is required: a schema without it is refused at the start', () => {
    expect(() => sizesOf('type Query { parts: [Thing!]! }')).toThrow(
      'Query.parts is a list without pages: give it @listSize in the SDL.',
    );
  });

  it('is in the contract for every list', () => {
    const sizes = listSizes(contract);
    expect([sizes.get('tickets'), sizes.get('members'), sizes.get('plans'), sizes.get('nodes')]).toEqual([
      25,
      100,
      5,
      undefined,
    ]);
  });
});

it('the operations without a token are those that the SDL marks', () => {
  expect(openFields(contract)).toEqual({
    query: new Set(['__typename', 'survey']),
    mutation: new Set(['__typename', 'signIn', 'answerSurvey']),
    subscription: new Set(),
  });
});
