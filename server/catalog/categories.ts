import type { Deciding, Gathering } from '../platform/commands/command.js';
import type { CommandContext } from '../platform/commands/command-context.js';
import { columns, type Sql, sql } from '../platform/db/sql.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { invalid, notFound, type UserError } from '../platform/kernel/user-errors.js';
import { CategoryEntity, type CategoryRow } from './data/entities.js';

/** The present categories of the ticket; they can be retired by now. */
export interface Classified {
  categoryId?: string | null;
  subcategoryId?: string | null;
}

/** A new category clears the subcategory, unless one is given. */
export function categoriesAfter(
  before: Classified,
  categoryId: string | null | undefined,
  subcategoryId: string | null | undefined,
): { categoryId: string | null; subcategoryId: string | null } {
  const after = (categoryId === undefined ? before.categoryId : categoryId) ?? null;
  const kept = after === before.categoryId ? (before.subcategoryId ?? null) : null;
  return { categoryId: after, subcategoryId: subcategoryId === undefined ? kept : subcategoryId };
}

const categoryColumns = columns(CategoryEntity, 'c');

/** The categories of the ids that a list of SQL gives; null ids are left out. */
export function categoriesNamed(
  { me, organisationId }: Gathering,
  ids: readonly Sql[],
): Sql<CategoryRow> | null {
  if (ids.length === 0) return null;
  return sql<CategoryRow>`select ${categoryColumns} from ${me}
    join categories c on c.organisation_id = ${organisationId} and c.id = any (array[${sql.join(ids)}]::uuid[])`;
}

/** The same as `categoryProblems`, of categories that are read first. */
export async function wrongCategories(
  command: CommandContext,
  ticketType: string,
  categoryId: string | null,
  subcategoryId: string | null,
  before: Classified = {},
): Promise<UserError[]> {
  const { organisationId } = command;
  const ids = [categoryId, subcategoryId].filter((id) => id !== null);
  const found =
    ids.length > 0 ? await command.em.find(CategoryEntity, { organisationId, id: { $in: ids } }) : [];
  return categoryProblems(found, ticketType, categoryId, subcategoryId, command, before);
}

/** Refuses a category of another type, a subcategory of another category, and retired ones that the ticket did not have before. */
export function categoryProblems(
  found: readonly CategoryRow[],
  ticketType: string,
  categoryId: string | null,
  subcategoryId: string | null,
  { now, occurredAt }: Pick<Deciding, 'now' | 'occurredAt'>,
  before: Classified = {},
): UserError[] {
  const errors: UserError[] = [];
  // An import can name categories that were retired since.
  const retired = (category: CategoryRow, standing: string | null | undefined) =>
    !category.active && category.id !== standing && occurredAt >= now;
  if (categoryId) {
    const category = found.find(({ id }) => id === categoryId);
    if (!category) errors.push(notFound(['categoryId'], toGlobalId('Category', categoryId), 'category'));
    else if (category.ticketType !== ticketType) {
      errors.push(invalid(['categoryId'], 'TYPE', "categoryId must name a category of the ticket's type."));
    } else if (category.parentId)
      errors.push(
        invalid(
          ['categoryId'],
          'LEVEL',
          'categoryId names a subcategory. Give its category, and the subcategory as subcategoryId.',
        ),
      );
    else if (retired(category, before.categoryId))
      errors.push(
        invalid(['categoryId'], 'RETIRED', 'categoryId names a retired category. Choose an active one.'),
      );
  }
  if (subcategoryId) {
    const sub = found.find(({ id }) => id === subcategoryId);
    if (!sub) errors.push(notFound(['subcategoryId'], toGlobalId('Category', subcategoryId), 'category'));
    // Below a wrong category, every subcategory is wrong.
    else if (errors.length === 0 && (!categoryId || sub.parentId !== categoryId)) {
      errors.push(
        invalid(
          ['subcategoryId'],
          'PARENT',
          "subcategoryId must name a subcategory of the ticket's category.",
        ),
      );
    } else if (retired(sub, before.subcategoryId))
      errors.push(
        invalid(
          ['subcategoryId'],
          'RETIRED',
          'subcategoryId names a retired subcategory. Choose an active one.',
        ),
      );
  }
  return errors;
}
