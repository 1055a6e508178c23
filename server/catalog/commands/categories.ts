import { LockMode } from '@mikro-orm/core';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden, invalid, notFound, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import { CategoryEntity, type CategoryRow } from '../entities.js';
import { asExpected, put } from '../named.js';

export interface CreateCategory {
  name: string;
  ticketType: string;
  parentId?: string | null;
}

/** Makes a category, or a subcategory of one. The tree has two levels. */
export async function createCategory(
  change: Change,
  input: CreateCategory,
): Promise<Result<{ categoryId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making categories is for administrators.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100);
  const parentId = check.id('parentId', input.parentId, 'Category') ?? null;
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  if (parentId) {
    const parent = await change.em.findOne(CategoryEntity, { organisationId, id: parentId });
    if (!parent) return refused(notFound(['parentId'], input.parentId, 'category'));
    if (parent.parentId)
      return refused(invalid(['parentId'], 'DEPTH', 'A subcategory has no subcategories.'));
    if (parent.ticketType !== input.ticketType) {
      return refused(invalid(['ticketType'], 'TYPE', "A subcategory is of its parent's type."));
    }
  }
  const place = { ticketType: input.ticketType, parentId };
  const taken = await placeTaken(change, place, name);
  if (taken) return refused(taken);
  const categoryId = newId();
  change.em.create(
    CategoryEntity,
    { organisationId, id: categoryId, name, ...place, active: true, version: 1, createdAt: change.now },
    { persist: true },
  );
  change.emit({ type: 'CATEGORY_CREATED', changes: [{ field: 'category', from: null, to: categoryId }] });
  return done({ categoryId });
}

export interface UpdateCategory {
  categoryId: string;
  expectedVersion?: number | null;
  name?: string | null;
  active?: boolean | null;
}

/** Renames or retires a category. */
export async function updateCategory(
  change: Change,
  input: UpdateCategory,
): Promise<Result<{ categoryId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing categories is for administrators.'));
  const check = new InputCheck();
  const categoryId = check.id('categoryId', input.categoryId, 'Category');
  check.notNull('name', input.name);
  check.notNull('active', input.active);
  const name = check.text('name', input.name, 100);
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  const found = asExpected(
    await change.em.findOne(
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
  const taken = name && name !== category.name ? await placeTaken(change, category, name) : null;
  if (taken) return refused(taken);
  const changes = put(category, { name: name ?? undefined, active: input.active ?? undefined });
  if (changes.length === 0) return done({ categoryId });
  category.version += 1;
  change.emit({
    type: 'CATEGORY_UPDATED',
    changes: [{ field: 'category', from: categoryId, to: categoryId }, ...changes],
  });
  return done({ categoryId });
}

/** Refuses a name that another one in the same place of the tree has. Serialises makers of the same name. */
async function placeTaken(
  change: Change,
  { ticketType, parentId = null }: Pick<CategoryRow, 'ticketType' | 'parentId'>,
  name: string,
): Promise<Refusal | null> {
  const { organisationId } = change;
  const place = `category ${organisationId} ${ticketType} ${parentId} ${name}`;
  await change.query(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`);
  const taken = await change.em.count(CategoryEntity, { organisationId, ticketType, parentId, name });
  return taken > 0 ? invalid(['name'], 'UNIQUE', 'There is a category with this name already.') : null;
}
