import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { createCompany, updateCompany } from './commands/companies.js';
import { companiesById } from './data/reads.js';
import { toCompany } from './node.js';

export const companyMutations = mutations({
  createCompany: command(createCompany, companyPayload),
  updateCompany: command(updateCompany, companyPayload),
});

async function companyPayload(ctx: Context, result: Result<{ companyId: string }>) {
  const row = result.ok ? await ctx.reads.load(companiesById, result.value.companyId) : null;
  const companyId = madeId('Company', result, (made) => made.companyId);
  return { company: row ? toCompany(row) : null, companyId, errors: await errorsOf(ctx, result) };
}
