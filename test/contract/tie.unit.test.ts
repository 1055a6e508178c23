import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { Queue } from '../../server/platform/contract/generated/types.js';
import { driftOf } from '../../server/platform/graphql/drift.js';
import { fieldResolvers } from '../../server/platform/graphql/field-resolvers.js';
import { buildTypeGraphqlSchema, readSdl } from '../../server/platform/graphql/schema.js';

const served = buildTypeGraphqlSchema(modules.resolvers);

describe('the check that the SDL and the resolvers agree', () => {
  it('finds no fault in the project', async () => {
    expect(await driftOf(readSdl(), served)).toEqual([]);
  });

  it.each([
    [
      'a field that only the SDL has',
      'type Ticket implements Node {',
      'type Ticket implements Node {\n  "New." mood: String',
    ],
    ['a field that only the resolvers have', '  "The subject: one line."\n  subject: String!\n', ''],
    ['a query that has another name in the resolvers', 'ticketByNumber("The number', 'numbered("The number'],
    [
      'an argument that only the SDL has',
      'ticket("The global id." id: ID!)',
      'ticket("The global id." id: ID!, "New." at: String)',
    ],
    ['another nullability', '  subject: String!\n', '  subject: String\n'],
    ['an enum value that only the SDL has', 'enum Priority {', 'enum Priority {\n  "New."\n  P0'],
    [
      'an input field that only the SDL has',
      'input CreateTicketInput {',
      'input CreateTicketInput {\n  "New." mood: String',
    ],
  ])('reports %s', async (_what, from, to) => {
    const sdl = readSdl();
    expect(sdl).toContain(from);
    expect(await driftOf(sdl.replace(from, to), served)).not.toEqual([]);
  });
});

describe('a field resolver that needs columns which nothing loads', () => {
  @Resolver(() => Queue)
  class Asking {
    @FieldResolver(() => String)
    argument(@Root() _queue: unknown, @Arg('unit', () => String) unit: string): string {
      return unit;
    }
  }
  @Resolver(() => Queue)
  class AskingForAPart {
    @FieldResolver(() => String)
    part(@Root('name') name: string): string {
      return name;
    }
  }

  it.each([
    [Asking, 'Parameter 1 of Asking.argument has to be a whole @Root, @Args, @Ctx or @Info.'],
    [AskingForAPart, 'Parameter 0 of AskingForAPart.part has to be a whole @Root, @Args, @Ctx or @Info.'],
  ])('is refused at the start: %s', (resolverClass, message) => {
    expect(() => fieldResolvers([resolverClass], () => new resolverClass())).toThrow(message);
  });
});
