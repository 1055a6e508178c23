import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { openFields } from '../../server/platform/graphql/anonymous.js';
import { askedBy } from '../../server/platform/graphql/cost.js';
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

  it('is the list of the input that the SDL names, for a mutation of many objects', () => {
    const sdl =
      'directive @forEach(list: String!) on FIELD_DEFINITION type Mutation { close: Thing @forEach(list: "ids") }';
    expect(sizesOf(sdl)).toEqual({ close: { list: 'ids' } });
    const operation = (query: string, values: object) => {
      const document = parse(query);
      const node = document.definitions[0] as OperationDefinitionNode;
      return askedBy(
        document,
        node,
        new Map([['close', { list: 'ids' }]]),
        values as Record<string, unknown>,
      );
    };
    const fields = '{ ticketResults { ticket { id } } }';
    const given = (ids: unknown) =>
      operation(`mutation ($input: I!) { close(input: $input) ${fields} }`, { input: { ids } });
    expect(given(['a'])).toEqual({ cost: 4, changes: 1 });
    expect(given(['a', 'b', 'c'])).toEqual({ cost: 10, changes: 3 });
    expect(given(Array(1000).fill('a'))).toEqual({ cost: 301, changes: 100 });
    expect(operation(`mutation { close(input: { ids: ["a", "b"] }) ${fields} }`, {})).toEqual({
      cost: 7,
      changes: 2,
    });
    expect(
      operation(`mutation ($ids: [ID!]!) { close(input: { ids: $ids }) ${fields} }`, { ids: ['a', 'b'] }),
    ).toEqual({
      cost: 7,
      changes: 2,
    });
    expect(operation(`mutation { close(input: { ids: "a" }) ${fields} other: open }`, {})).toEqual({
      cost: 5,
      changes: 2,
    });
  });

  it('is required: a schema without it is refused at the start', () => {
    expect(() => sizesOf('type Query { parts: [Thing!]! }')).toThrow(
      'Query.parts is a list without pages: give it @listSize in the SDL.',
    );
  });

  it('is in the contract for every list', () => {
    const sizes = listSizes(contract);
    expect([sizes.get('tickets'), sizes.get('members'), sizes.get('approvers'), sizes.get('nodes')]).toEqual([
      25,
      25,
      5,
      undefined,
    ]);
  });
});

it('the operations without a token are those that the SDL marks', () => {
  expect(openFields(contract)).toEqual({
    query: new Set(['__typename', 'surveyForm']),
    mutation: new Set(['__typename', 'signIn', 'answerSurvey']),
    subscription: new Set(),
  });
});
