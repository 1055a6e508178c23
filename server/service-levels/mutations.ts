import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { createBusinessCalendar, updateBusinessCalendar } from './commands/calendars.js';
import { createServiceLevelPolicy, updateServiceLevelPolicy } from './commands/policies.js';
import { calendarsById, policiesById } from './data/reads.js';
import { toCalendar, toPolicy } from './node.js';

export const serviceLevelMutations = mutations({
  createBusinessCalendar: command(createBusinessCalendar, calendarPayload),
  updateBusinessCalendar: command(updateBusinessCalendar, calendarPayload),
  createServiceLevelPolicy: command(createServiceLevelPolicy, policyPayload),
  updateServiceLevelPolicy: command(updateServiceLevelPolicy, policyPayload),
});

async function calendarPayload(ctx: Context, result: Result<{ businessCalendarId: string }>) {
  const row = result.ok ? await ctx.reads.load(calendarsById, result.value.businessCalendarId) : null;
  const businessCalendarId = madeId('BusinessCalendar', result, (made) => made.businessCalendarId);
  return {
    businessCalendar: row ? toCalendar(row) : null,
    businessCalendarId,
    errors: await errorsOf(ctx, result),
  };
}

async function policyPayload(ctx: Context, result: Result<{ serviceLevelPolicyId: string }>) {
  const row = result.ok ? await ctx.reads.load(policiesById, result.value.serviceLevelPolicyId) : null;
  const serviceLevelPolicyId = madeId('ServiceLevelPolicy', result, (made) => made.serviceLevelPolicyId);
  return {
    serviceLevelPolicy: row ? toPolicy(row) : null,
    serviceLevelPolicyId,
    errors: await errorsOf(ctx, result),
  };
}
