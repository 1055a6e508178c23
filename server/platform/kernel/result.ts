import type { UserError } from './user-errors.js';

/** What a command gives: a value, or the refusals that kept it from having any effect. */
export type Result<T> = { ok: true; value: T } | { ok: false; errors: UserError[] };

/** A command that was carried out. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A command that was refused and changed nothing. */
export function err(...errors: UserError[]): { ok: false; errors: UserError[] } {
  return { ok: false, errors };
}
