import { scopeOf } from '../../platform/actor/scope.js';
import type { Deciding } from '../../platform/commands/command.js';
import type { TicketFilter, TicketOrder } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import type { SavedViewRow } from './entities.js';
import { problemOf } from './stored.js';

const MOST_COLUMNS = 50;
const MOST_CHARACTERS = 20_000;

/** The parts of an input that say what a view shows. */
interface GivenQuery {
  name?: string | null | undefined;
  filter?: TicketFilter | null | undefined;
  orderBy?: readonly TicketOrder[] | null | undefined;
  columns?: readonly string[] | null | undefined;
}

type Written = Pick<SavedViewRow, 'name' | 'filter' | 'orderBy' | 'columns'>;

/** What a view shows after an input, in the form in which it is stored. What is not given stays as it was. */
export function checkQuery(
  check: InputCheck,
  given: GivenQuery,
  before: Written,
  deciding: Deciding,
): Written {
  const name = check.text('name', given.name, 100, 'NAME') ?? before.name;
  const columns = check.texts('columns', given.columns, MOST_COLUMNS, 100) ?? before.columns;
  const { filter = null, orderBy = null } = given;
  const problem = problemOf({ filter, orderBy }, readsOf(deciding));
  if (problem?.rule) check.errors.push(invalid([...problem.path], problem.rule, problem.message));
  const stored = {
    filter: given.filter === undefined ? before.filter : jsonOf(filter),
    orderBy: given.orderBy === undefined ? before.orderBy : jsonOf(orderBy),
  };
  if ((stored.filter?.length ?? 0) > MOST_CHARACTERS)
    check.fail(['filter'], 'TOO_LONG', `filter must have at most ${MOST_CHARACTERS} characters as JSON.`);
  return { name, columns, ...stored };
}

function readsOf({ actor, extensions }: Deciding) {
  const userId = actor.kind === 'user' ? actor.userId : null;
  return { actor, userId, scope: scopeOf(actor), extensions };
}

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
