import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type ExecutionArgs,
  execute,
  type GraphQLSchema,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { ActorReads } from '../actor/actor-reads.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { Paced } from '../kernel/pace.js';
import type { Execute } from '../live/common.js';
import { traceScope } from '../observability/trace-scope.js';
import type { Context } from './context.js';

/** Documents have numbers, so that no text of a document is kept for a subscription. */
const numbers = new WeakMap<DocumentNode, number>();
let documents = 0;
const variablesBelow = new WeakMap<OperationDefinitionNode, readonly string[]>();

/** Equal for subscriptions whose document is executed alike: what the arguments of the root field say is not part of it. */
export function nameOfExecution(
  { document, variableValues }: ExecutionArgs,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): string {
  let number = numbers.get(document);
  if (number === undefined) {
    documents += 1;
    number = documents;
    numbers.set(document, number);
  }
  const names = variablesBelow.get(operation) ?? usedBelowRoot(document, operation, schema);
  variablesBelow.set(operation, names);
  const given = names.map((name) => (variableValues && name in variableValues ? [variableValues[name]] : []));
  const values = createHash('sha256').update(JSON.stringify(given)).digest('base64');
  return `${number} ${operation.name?.value ?? ''} ${values}`;
}

/** The variables that an operation uses elsewhere than in the arguments of its root field. */
function usedBelowRoot(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): readonly string[] {
  const root = schema.getSubscriptionType();
  const types = new TypeInfo(schema);
  const used = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: (node) => (node === operation ? undefined : false),
      VariableDefinition: () => false,
      Argument: () => (types.getParentType() === root && !types.getDirective() ? false : undefined),
      Variable: ({ name }) => void used.add(name.value),
    }),
  );
  return [...used].sort();
}

/** Executes the document of a subscription for an item that several subscribers get. */
export function sharedExecution(args: ExecutionArgs, subscription: Context): Execute {
  return async (item: StreamItem, reads: ActorReads | null, turn: Paced) => {
    const contextValue = subscription.forShared(reads, turn);
    const { traceId, services } = contextValue;
    services.metrics.executedForGroup();
    const result = await traceScope.run(traceId, async () =>
      execute({ ...args, rootValue: item, contextValue }),
    );
    return result.errors ? null : JSON.stringify(result);
  };
}
