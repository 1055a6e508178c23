import type { UserError } from './user-errors.js';

/** The result of a command: a value, or the errors for which it was refused and changed nothing. */
export type Result<T> = { ok: true; value: T } | { ok: false; errors: UserError[] };

/** The result of a command that succeeded. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** The result of a command that was refused. */
export function err(...errors: UserError[]): { ok: false; errors: UserError[] } {
  return { ok: false, errors };
}
