import { coerceInputValue, type GraphQLInputType, type GraphQLSchema, parseType, typeFromAST } from 'graphql';
import type { ValidationRule } from '../../platform/contract/generated/enums.js';
import type { TicketFilter, TicketOrder } from '../../platform/contract/generated/types.js';
import { BadInput } from '../../platform/kernel/bad-input.js';
import { type Asking, checkedFilter } from '../../tickets/data/filter.js';
import { checkedOrder } from '../../tickets/data/orders.js';
import type { SavedViewRow } from './entities.js';

/** A filter and an order that tickets can be listed by. */
export interface Query {
  filter: TicketFilter | null;
  orderBy: readonly TicketOrder[] | null;
}

/** Why a filter or an order cannot be used. `rule` is null when the contract has no such value. */
export interface Problem {
  path: readonly string[];
  rule: ValidationRule | null;
  message: string;
}

/** What is wrong with a filter or an order; null when nothing is. */
export function problemOf({ filter, orderBy }: Query, reads: Asking['reads']): Problem | null {
  try {
    // Which queues a team works, and what key an integration has, decides what is found and not what is valid.
    checkedFilter(filter, { reads, queuesOf: () => [], keyOf: () => undefined });
    checkedOrder(orderBy);
    return null;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { path: error.argument.split('.'), rule: error.rule, message: error.message };
  }
}

/** The filter and the order of a saved view, checked by the present contract like those of a request. */
export function storedQuery(
  row: Pick<SavedViewRow, 'filter' | 'orderBy'>,
  schema: GraphQLSchema,
  reads: Asking['reads'],
): { query: Query; problem: Problem | null } {
  const filter = coerced<TicketFilter>(schema, 'filter', 'TicketFilter', row.filter);
  const orderBy = coerced<readonly TicketOrder[]>(schema, 'orderBy', '[TicketOrder!]', row.orderBy);
  const query = { filter: filter.value, orderBy: orderBy.value };
  return { query, problem: filter.problem ?? orderBy.problem ?? problemOf(query, reads) };
}

function coerced<T>(
  schema: GraphQLSchema,
  argument: string,
  type: string,
  json: string | null | undefined,
): { value: T | null; problem: Problem | null } {
  if (json === null || json === undefined) return { value: null, problem: null };
  let problem: Problem | null = null;
  const value = coerceInputValue(
    JSON.parse(json),
    typeFromAST(schema, parseType(type) as never) as GraphQLInputType,
    (path, _value, { message }) => {
      problem ??= { path: [argument, ...path.map(String)], rule: null, message };
    },
  );
  return problem ? { value: null, problem } : { value: value as T, problem: null };
}
