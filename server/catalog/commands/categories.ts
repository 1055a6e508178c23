import { LockMode } from '@mikro-orm/core';
import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type { CreateCategoryInput, UpdateCategoryInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { CategoryEntity, type CategoryRow } from '../data/entities.js';
import { asExpected, put } from '../data/named.js';

const named = { table: 'categories', what: 'category with the same parent' };

/** Creates a category or a subcategory. The tree has two levels. */
export async function createCategory(
  command: CommandContext,
  input: CreateCategoryInput,
): Promise<Result<{ categoryId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create categories.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  const parentId = check.id('parentId', input.parentId, 'Category') ?? null;
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  if (parentId) {
    const parent = await command.em.findOne(CategoryEntity, { organisationId, id: parentId });
    if (!parent) return err(notFound(['parentId'], input.parentId, 'category'));
    if (parent.parentId)
      return err(
        invalid(
          ['parentId'],
          'DEPTH',
          'parentId names a subcategory. Only a top-level category can have subcategories.',
        ),
      );
    if (parent.ticketType !== input.ticketType) {
      return err(invalid(['ticketType'], 'TYPE', "ticketType must be the same as the parent's."));
    }
  }
  const place = { ticketType: input.ticketType, parentId };
  const taken = await nameTaken(command, named, name, { among: siblings(place) });
  if (taken) return err(taken);
  const categoryId = newId();
  command.em.create(
    CategoryEntity,
    { organisationId, id: categoryId, name, ...place, active: true, version: 1, createdAt: command.now },
    { persist: true },
  );
  command.emit({ type: 'CATEGORY_CREATED', changes: [{ field: 'category', from: null, to: categoryId }] });
  return ok({ categoryId });
}

/** Renames or retires a category. */
export async function updateCategory(
  command: CommandContext,
  input: UpdateCategoryInput,
): Promise<Result<{ categoryId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change categories.'));
  const check = new InputCheck();
  const categoryId = check.id('categoryId', input.categoryId, 'Category');
  check.notNull('name', input.name);
  check.notNull('active', input.active);
  const name = check.text('name', input.name, 100, 'NAME');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const found = asExpected(
    await command.em.findOne(
      CategoryEntity,
      { organisationId, id: categoryId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    ),
    {
      type: 'Category',
      field: 'categoryId',
      given: input.categoryId,
      expectedVersion: input.expectedVersion,
    },
  );
  if (!found.ok) return found;
  const category = found.value;
  const rules = { id: categoryId, among: siblings(category) };
  const taken = name && name !== category.name ? await nameTaken(command, named, name, rules) : null;
  if (taken) return err(taken);
  const changes = put(category, { name: name ?? undefined, active: input.active ?? undefined });
  if (changes.length === 0) return ok({ categoryId });
  category.version += 1;
  command.emit({
    type: 'CATEGORY_UPDATED',
    changes: [{ field: 'category', from: categoryId, to: categoryId }, ...changes],
  });
  return ok({ categoryId });
}

/** The categories with the same parent. */
function siblings({ ticketType, parentId = null }: Pick<CategoryRow, 'ticketType' | 'parentId'>): Sql {
  return sql`o.ticket_type = ${ticketType} and o.parent_id is not distinct from ${parentId}::uuid`;
}
