import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden, invalid, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import { CategoryEntity } from '../entities.js';

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
  const place = `category ${organisationId} ${input.ticketType} ${parentId} ${name}`;
  await change.query(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`);
  const taken = await change.em.count(CategoryEntity, {
    organisationId,
    ticketType: input.ticketType,
    parentId,
    name,
  });
  if (taken > 0) return refused(invalid(['name'], 'UNIQUE', 'There is a category with this name already.'));
  const categoryId = newId();
  change.em.create(
    CategoryEntity,
    { organisationId, id: categoryId, name, ticketType: input.ticketType, parentId, createdAt: change.now },
    { persist: true },
  );
  change.emit({ type: 'CATEGORY_CREATED', changes: [{ field: 'category', from: null, to: categoryId }] });
  return done({ categoryId });
}
