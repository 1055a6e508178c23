import type { UserError as ContractError } from '../contract/generated/types.js';
import type { Result } from '../kernel/result.js';
import type { UserError } from '../kernel/user-errors.js';
import type { Context } from './context.js';
import { loadNode } from './nodes.js';

/** The `errors` of a payload. A conflict has the present object, if the actor can see it. */
export async function errorsOf(ctx: Context, result: Result<unknown>): Promise<ContractError[]> {
  if (result.ok) return [];
  ctx.refuse(result.errors.map(({ code }) => code));
  return Promise.all(result.errors.map((error) => withCurrent(ctx, error)));
}

async function withCurrent(ctx: Context, error: UserError): Promise<ContractError> {
  if (error.__typename !== 'ConflictError') return error as unknown as ContractError;
  const current = await loadNode(ctx.reads, String(error.currentId));
  return { ...error, current } as unknown as ContractError;
}
