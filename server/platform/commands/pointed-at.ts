import type { UserError } from '../kernel/user-errors.js';

/** Errors about an id that is in a list of the input point at its place in the list. */
export function pointedAt(errors: readonly UserError[], input: object): UserError[] {
  return errors.map((error) => {
    const [, ...path] = error.path;
    const list = path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | null)?.[name],
      input,
    );
    const place = Array.isArray(list) && typeof error.id === 'string' ? list.indexOf(error.id) : -1;
    return place < 0 ? error : { ...error, path: [...error.path, String(place)] };
  });
}
