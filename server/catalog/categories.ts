import type { CommandContext } from '../platform/commands/command-context.js';
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

/** Refuses a category of another type, a subcategory of another category, and retired ones that the ticket did not have before. */
export async function wrongCategories(
  command: CommandContext,
  ticketType: string,
  categoryId: string | null,
  subcategoryId: string | null,
  before: Classified = {},
): Promise<UserError[]> {
  const errors: UserError[] = [];
  const { organisationId } = command;
  // An import can name categories that were retired since.
  const retired = (category: CategoryRow, standing: string | null | undefined) =>
    !category.active && category.id !== standing && command.occurredAt >= command.now;
  if (categoryId) {
    const category = await command.em.findOne(CategoryEntity, { organisationId, id: categoryId });
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
    const sub = await command.em.findOne(CategoryEntity, { organisationId, id: subcategoryId });
    if (!sub) errors.push(notFound(['subcategoryId'], toGlobalId('Category', subcategoryId), 'category'));
    else if (!categoryId || sub.parentId !== categoryId) {
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
