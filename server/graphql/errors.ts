import type { Refusal } from '../kernel/refusals.js';
import type { Result } from '../kernel/result.js';
import type { Context } from './context.js';
import type { UserError } from './generated/types.js';
import { loadNode } from './nodes.js';

/** The `errors` of a payload. A conflict carries the object as it is now, to the viewer who may see it. */
export async function errorsOf(ctx: Context, result: Result<unknown>): Promise<UserError[]> {
  if (result.ok) return [];
  ctx.refuse(result.errors.map(({ code }) => code));
  return Promise.all(result.errors.map((error) => withCurrent(ctx, error)));
}

async function withCurrent(ctx: Context, error: Refusal): Promise<UserError> {
  if (error.__typename !== 'ConflictError') return error as unknown as UserError;
  const current = await loadNode(ctx.reads, String(error.currentId));
  return { ...error, current } as unknown as UserError;
}
