import type { Refusal } from './refusals.js';

/** What a command gives: a value, or the refusals that kept it from having any effect. */
export type Result<T> = { ok: true; value: T } | { ok: false; errors: Refusal[] };

/** A command that was carried out. */
export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A command that was refused and changed nothing. */
export function refused(...errors: Refusal[]): { ok: false; errors: Refusal[] } {
  return { ok: false, errors };
}
