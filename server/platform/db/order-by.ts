import type { OrderDirection } from '../contract/generated/enums.js';
import { BadInput } from '../kernel/bad-input.js';
import type { Order, PageArgs } from './page.js';

/** One field of the argument `orderBy` of a list, with its direction. */
export interface OrderBy<F extends string> {
  readonly field: F;
  readonly direction: OrderDirection;
}

/** The arguments of a list that can be ordered. */
export interface OrderedArgs<F extends string> extends PageArgs {
  readonly orderBy?: readonly OrderBy<F>[] | null | undefined;
}

/** The orders of a list. */
export interface ListOrders<F extends string, R> {
  /** The name of the list, for its cursors. */
  readonly list: string;
  /** The columns that each field orders by. The last one is unique. */
  readonly fields: Readonly<Record<F, Order<R>['columns']>>;
  /** The order when none is given. */
  readonly usual: OrderBy<F>;
}

const MOST_FIELDS = 1;

/** The field and the direction that `orderBy` gives. Throws `BadInput`. */
export function givenOrder<F extends string>(
  given: readonly OrderBy<F>[] | null | undefined,
  usual: OrderBy<F>,
): OrderBy<F> {
  const [first = usual, ...more] = given ?? [];
  if (more.length >= MOST_FIELDS)
    throw new BadInput(
      'orderBy',
      'TOO_MANY',
      `orderBy must have at most ${MOST_FIELDS} field; it has ${more.length + 1}. The id follows it in the same direction.`,
    );
  return first;
}

/** The order of a list that `orderBy` gives. Throws `BadInput`. */
export function orderOf<F extends string, R>(
  { list, fields, usual }: ListOrders<F, R>,
  given: readonly OrderBy<F>[] | null | undefined,
): Order<R> {
  const { field, direction } = givenOrder(given, usual);
  return directed(list, field, fields[field], direction);
}

/** An order by these columns. Its cursors are of this list, field and direction only. */
export function directed<R>(
  list: string,
  field: string,
  columns: Order<R>['columns'],
  direction: OrderDirection,
): Order<R> {
  return { name: `${list} ${field} ${direction}`, descending: direction === 'DESC', columns };
}

/** The order of a list by name, for rows with this alias. */
export function byName<R extends { id: string; name: string }>(
  list: string,
  alias: string,
): ListOrders<'NAME', R> {
  const columns: Order<R>['columns'] = [
    { sql: `${alias}.name`, type: 'text', of: (row) => row.name },
    { sql: `${alias}.id`, type: 'uuid', of: (row) => row.id },
  ];
  return { list, fields: { NAME: columns }, usual: { field: 'NAME', direction: 'ASC' } };
}

/** The order of a list by the time when its rows were made, for rows with this alias: their ids sort by it. Newest first by default. */
export function byAge<F extends string, R extends { id: string }>(
  list: string,
  alias: string,
  field: F,
): ListOrders<F, R> {
  const columns: Order<R>['columns'] = [{ sql: `${alias}.id`, type: 'uuid', of: (row) => row.id }];
  return {
    list,
    fields: { [field]: columns } as Record<F, Order<R>['columns']>,
    usual: { field, direction: 'DESC' },
  };
}
