import type { NodeType } from '../../platform/contract/generated/node-types.js';
import type { FieldChange } from '../../platform/events/index.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, notFound } from '../../platform/kernel/user-errors.js';

/** The object that an input names. */
export interface Named {
  type: NodeType;
  field: string;
  given: string;
  expectedVersion: number | null | undefined;
}

/** Checks a locked row: it must exist and have the expected version. */
export function asExpected<R extends { id: string; version: number }>(
  row: R | null,
  { type, field, given, expectedVersion }: Named,
): Result<R> {
  const what = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  if (!row) return err(notFound([field], given, what));
  if (typeof expectedVersion === 'number' && expectedVersion !== row.version)
    return err(conflict(row.version, toGlobalId(type, row.id)));
  return ok(row);
}

/** Assigns the values that are given, and returns those that changed. */
export function put<R extends object, K extends keyof R & string>(
  row: R,
  values: { readonly [P in K]?: R[P] | undefined },
): FieldChange<K>[] {
  const changes = (Object.keys(values) as K[])
    .filter((field) => values[field] !== undefined)
    .map((field) => ({ field, from: row[field] ?? null, to: values[field] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
  Object.assign(row, Object.fromEntries(changes.map(({ field, to }) => [field, to])));
  return changes;
}
