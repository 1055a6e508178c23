import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { AnyCommand } from '../commands/command.js';
import type { CommandContext } from '../commands/command-context.js';
import { mutationTypes } from '../contract/generated/types.js';
import { eventCursor } from '../events/index.js';
import type { Result } from '../kernel/result.js';
import type { Context } from './context.js';
import type { ResolverClass } from './schema.js';

/** The mutations of the contract. */
export type MutationName = keyof typeof mutationTypes;

type TypesOf<N extends MutationName> = (typeof mutationTypes)[N];
/** The contract's input of a mutation. */
export type InputOf<N extends MutationName> =
  | InstanceType<TypesOf<N>['input']>
  | (TypesOf<N> extends { optional: true } ? null : never);
/** The contract's payload of a mutation, without the cursor of its last event, which every payload gets in the same way. */
export type PayloadOf<N extends MutationName> = Omit<InstanceType<TypesOf<N>['payload']>, 'eventCursor'>;

/** How a mutation is answered. */
export interface MutationField<I, P> {
  /** The mutation, where the field is made for a certain one. */
  readonly operation?: string;
  /** Whether its first packet authenticates the actor. */
  readonly inPackets: boolean;
  readonly answer: (ctx: Context, input: I, name: MutationName) => Promise<P>;
}

/** Mutations by their names in the contract, with the contract's inputs and payloads. */
export type Mutations = { readonly [N in MutationName]?: MutationField<InputOf<N>, PayloadOf<N>> };

/** Declares the mutations of a module: names, inputs and payloads are those of the contract. */
export function mutations(fields: Mutations): Mutations {
  for (const [name, { operation = name }] of Object.entries(fields))
    if (operation !== name) throw new Error(`The mutation ${name} has the command of ${operation}.`);
  return fields;
}

/** Makes the payload from the result of a command. */
export type Payload<T, P> = (ctx: Context, result: Result<T>) => Promise<P>;

/** A mutation that runs a command: in packets, or in a unit of work. */
export function command<I extends object, T, P>(
  does: AnyCommand<I, T> | ((command: CommandContext, input: I) => Promise<Result<T>>),
  payload: Payload<T, P>,
): MutationField<I, P> {
  return typeof does === 'function'
    ? byHand(async (ctx, input, operation) => payload(ctx, await ctx.change({ operation, input, run: does })))
    : {
        operation: does.operation,
        inPackets: true,
        answer: async (ctx, input) => payload(ctx, await ctx.run(does, input)),
      };
}

/** A mutation that does more than to run one command. */
export function byHand<I, P>(answer: MutationField<I, P>['answer']): MutationField<I, P> {
  return { inPackets: false, answer };
}

/** The resolver of mutations. */
export function mutationResolver(fields: Mutations): ResolverClass {
  class MutationResolver {}
  Resolver()(MutationResolver);
  for (const [name, field] of Object.entries(fields))
    addMutation(MutationResolver, name as MutationName, field);
  return MutationResolver;
}

function addMutation(resolver: ResolverClass, name: MutationName, field: MutationField<never, object>): void {
  const { prototype } = resolver;
  const { input, payload, ...rest } = mutationTypes[name];
  const nullable = 'optional' in rest;
  const value = async (given: never, ctx: Context) => {
    ctx.lastEvent = null;
    const answer = await field.answer(ctx, given, name);
    return withCursor(ctx, answer);
  };
  Object.defineProperty(prototype, name, { value });
  Reflect.defineMetadata('design:paramtypes', [Object, Object], prototype, name);
  Mutation(() => payload)(prototype, name, { value });
  Arg('input', () => input, { nullable })(prototype, name, 0);
  Ctx()(prototype, name, 1);
}

/** Adds the cursor of the last event that the mutation wrote. It is sealed only when it is selected. */
function withCursor({ lastEvent, services }: Context, answer: object): object {
  return {
    ...answer,
    get eventCursor() {
      return lastEvent && eventCursor(services.seals, lastEvent.organisationId, lastEvent);
    },
  };
}
