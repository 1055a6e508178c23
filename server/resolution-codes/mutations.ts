import { organisationsById, toOrganisation } from '../identity/people/index.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { allowFreeResolutionCodes } from './commands/allow-free-resolution-codes.js';
import { createResolutionCode, updateResolutionCode } from './commands/resolution-codes.js';
import { resolutionCodesById } from './data/reads.js';
import { toResolutionCode } from './node.js';

export const resolutionCodeMutations = mutations({
  createResolutionCode: command(createResolutionCode, codePayload),
  updateResolutionCode: command(updateResolutionCode, codePayload),
  allowFreeResolutionCodes: command(allowFreeResolutionCodes, organisationPayload),
});

async function codePayload(ctx: Context, result: Result<{ resolutionCodeId: string }>) {
  const row = result.ok ? await ctx.reads.load(resolutionCodesById, result.value.resolutionCodeId) : null;
  const resolutionCodeId = madeId('ResolutionCode', result, (made) => made.resolutionCodeId);
  return {
    resolutionCode: row ? toResolutionCode(row) : null,
    resolutionCodeId,
    errors: await errorsOf(ctx, result),
  };
}

async function organisationPayload(ctx: Context, result: Result<{ organisationId: string }>) {
  const row = result.ok ? await ctx.reads.load(organisationsById, result.value.organisationId) : null;
  return { organisation: row ? toOrganisation(row) : null, errors: await errorsOf(ctx, result) };
}
