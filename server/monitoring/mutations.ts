import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import { createAlertIntegration, updateAlertIntegration } from './commands/alert-integrations.js';
import { createAlertSilence, endAlertSilence } from './commands/alert-silences.js';
import { type Reported, reportAlert } from './commands/report-alert.js';
import { alertIntegrationsById, alertSilencesById, alertsById } from './data/reads.js';
import { toAlert, toAlertIntegration, toAlertSilence } from './node.js';

export const alertMutations = mutations({
  reportAlert: command(reportAlert, reportPayload),
  createAlertIntegration: command(createAlertIntegration, integrationPayload),
  updateAlertIntegration: command(updateAlertIntegration, integrationPayload),
  createAlertSilence: command(createAlertSilence, silencePayload),
  endAlertSilence: command(endAlertSilence, silencePayload),
});

async function reportPayload(ctx: Context, result: Result<Reported>) {
  const errors = await errorsOf(ctx, result);
  if (!result.ok) return { outcome: null, alert: null, alertId: null, ticket: null, ticketId: null, errors };
  const { outcome, alertId, ticketId } = result.value;
  const [alert, ticket] = await Promise.all([
    alertId && ctx.reads.load(alertsById, alertId),
    ticketId && ctx.reads.load(ticketsById, ticketId),
  ]);
  return {
    outcome,
    alert: alert ? toAlert(alert) : null,
    alertId: alertId && toGlobalId('Alert', alertId),
    ticket: ticket || null,
    ticketId: ticketId && toGlobalId('Ticket', ticketId),
    errors,
  };
}

async function integrationPayload(ctx: Context, result: Result<{ alertIntegrationId: string }>) {
  const row = result.ok ? await ctx.reads.load(alertIntegrationsById, result.value.alertIntegrationId) : null;
  return {
    alertIntegration: row ? toAlertIntegration(row) : null,
    alertIntegrationId: madeId('AlertIntegration', result, (made) => made.alertIntegrationId),
    errors: await errorsOf(ctx, result),
  };
}

async function silencePayload(ctx: Context, result: Result<{ alertSilenceId: string }>) {
  const row = result.ok ? await ctx.reads.load(alertSilencesById, result.value.alertSilenceId) : null;
  return {
    alertSilence: row ? toAlertSilence(row) : null,
    alertSilenceId: madeId('AlertSilence', result, (made) => made.alertSilenceId),
    errors: await errorsOf(ctx, result),
  };
}
