import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSdl } from '../../tools/sdl.js';

/** A field, an argument or a field of an input. */
interface Named {
  place: string;
  owner: string;
  name: string;
  type: GraphQLNamedType;
  isInput: boolean;
}

const momentsNamedOtherwise = {
  'ChangeWindow.end': 'an end of a range of moments',
  'ChangeWindow.start': 'an end of a range of moments',
  'ChangeWindowInput.end': 'an end of a range of moments',
  'ChangeWindowInput.start': 'an end of a range of moments',
  'DateTimeRange.from': 'an end of a range of moments',
  'DateTimeRange.to': 'an end of a range of moments',
  'Query.changeCalendar(from:)': 'an end of a range of moments',
  'Query.changeCalendar(to:)': 'an end of a range of moments',
};

const actorsNamedOtherwise = {
  'AccessRecord.actor': 'who did what the record is about, whatever it is',
  'Comment.author': 'the usual word',
  'TicketEvent.actor': 'who did what the event is about, whatever it is',
};

const payloadFieldsNamedOtherwise = {
  'ResolveTicketPayload.openChildren': 'named like the field of Ticket',
  'SignInPayload.viewer': 'named like the field of Query',
  'VerifyTicketPayload.openChildren': 'named like the field of Ticket',
};

const inputIdsNamedOtherwise = {
  'AddCommentInput.onBehalfOfId': 'the one for whom the comment is added becomes its author',
  'CreateServiceInput.dependsOnServiceIds': 'two kinds of objects in one relation',
  'DelegateApprovalInput.fromUserId': 'one of two users',
  'DelegateApprovalInput.toUserId': 'one of two users',
  'DiagnoseTicketInput.evidenceAttachmentIds': '`evidence` alone is a text in the input of a verification',
  'ResolveChildrenInput.childIds': 'the singular of `children`',
  'Subscription.ticketView(view:)': 'either `view` or `filter` says which tickets',
  'UpdateServiceInput.dependsOnServiceIds': 'two kinds of objects in one relation',
  'UpdateTeamMembersInput.removeUserIds': 'says what is done with the users',
  'VerifyTicketInput.evidenceAttachmentIds': '`evidence` alone is a text',
};

const schema = buildSchema(readSdl());

/** The fields and arguments of a schema. */
function namedIn(schema: GraphQLSchema): Named[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .flatMap((owner): Named[] => {
      if (!isObjectType(owner) && !isInterfaceType(owner) && !isInputObjectType(owner)) return [];
      return Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(owner.getFields()).flatMap(
        (field) => {
          const place = `${owner.name}.${field.name}`;
          const own = { place, owner: owner.name, name: field.name, type: getNamedType(field.type) };
          const args = 'args' in field ? field.args : [];
          return [
            { ...own, isInput: isInputObjectType(owner) },
            ...args.map((arg) => ({
              place: `${place}(${arg.name}:)`,
              ...{ owner: owner.name, name: arg.name, type: getNamedType(arg.type), isInput: true },
            })),
          ];
        },
      );
    });
}

const named = namedIn(schema);
const lower = (name: string) => `${name[0]?.toLowerCase()}${name.slice(1)}`;
const places = (those: readonly Named[]) => those.map(({ place }) => place).sort();
const isObject = (type: GraphQLNamedType) => isObjectType(type) || isInterfaceType(type) || isUnionType(type);

describe('in the contract', () => {
  it('moments are named …At', () => {
    const otherwise = named.filter(({ type, name }) => type.name === 'DateTime' && !name.endsWith('At'));
    expect(places(otherwise)).toEqual(Object.keys(momentsNamedOtherwise));
    const moments = named.filter(({ name }) => name.endsWith('At'));
    expect(new Set(moments.map(({ type }) => type.name))).toEqual(new Set(['DateTime', 'DateTimeRange']));
  });

  it('the one who did something is named …By', () => {
    const otherwise = named.filter(({ type, name }) => type.name === 'Actor' && !name.endsWith('By'));
    expect(places(otherwise)).toEqual(Object.keys(actorsNamedOtherwise));
    const actors = named.filter(({ name }) => name.endsWith('By') && name !== 'orderBy');
    expect(new Set(actors.map(({ type }) => type.name))).toEqual(new Set(['Actor', 'User']));
  });

  it('objects of a payload are named like their type, with a word in front where there are two', () => {
    const inPayloads = named.filter(({ owner, type }) => owner.endsWith('Payload') && isObject(type));
    const otherwise = inPayloads.filter(({ owner, name, type }) => {
      const plain = lower(type.name);
      const isSecond =
        name.endsWith(type.name) && inPayloads.some((one) => one.owner === owner && one.name === plain);
      return ![plain, `${plain}s`, 'errors'].includes(name) && !isSecond;
    });
    expect(places(otherwise)).toEqual(Object.keys(payloadFieldsNamedOtherwise));
  });

  it('ids of a payload are named like their type', () => {
    const ids = new Set(
      schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => `${lower(name)}Id`),
    );
    const otherwise = named.filter(
      ({ owner, type, name }) => owner.endsWith('Payload') && type.name === 'ID' && !ids.has(name),
    );
    expect(places(otherwise)).toEqual([]);
  });

  it('ids of an input are named like the field or the type that they are for', () => {
    const objects = named.filter(({ isInput, type }) => !isInput && isObject(type));
    const words = new Set(
      objects.flatMap(({ name, type }) => [
        `${name}Id`,
        `${name.replace(/(?<=.)s$/, '')}Ids`,
        `${lower(type.name)}Id`,
        `${lower(type.name)}Ids`,
      ]),
    );
    const otherwise = named.filter(
      ({ isInput, type, name }) => isInput && type.name === 'ID' && !/^ids?$/.test(name) && !words.has(name),
    );
    expect(places(otherwise)).toEqual(Object.keys(inputIdsNamedOtherwise));
  });

  it('one selection can ask all members of a union or an interface for all their fields', () => {
    // GraphQL, 'Field Selection Merging': fields of one name must have the same shape, whatever type they belong to.
    const shape = (type: GraphQLOutputType) =>
      isLeafType(getNamedType(type)) ? `${type}` : `${type}`.replace(/\w+/, 'object');
    const clashes = Object.values(schema.getTypeMap()).flatMap((type) => {
      // Any object can be a node: a client asks for the nodes of one type, or gives the fields names of its own.
      if (!(isUnionType(type) || isInterfaceType(type)) || type.name === 'Node') return [];
      const shapes = new Map<string, Set<string>>();
      for (const field of schema.getPossibleTypes(type).flatMap((one) => Object.values(one.getFields())))
        shapes.set(field.name, (shapes.get(field.name) ?? new Set()).add(shape(field.type)));
      return [...shapes].filter(([, of]) => of.size > 1).map(([name]) => `${type.name}: ${name}`);
    });
    expect(clashes).toEqual([]);
  });
});
