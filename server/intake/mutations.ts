import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { newTicketPayload } from '../tickets/payloads.js';
import { createTicket } from './commands/create-ticket.js';
import { createRequestForm, updateRequestForm } from './commands/request-forms.js';
import { createTicketTemplate, updateTicketTemplate } from './commands/ticket-templates.js';
import { toForm, toTemplate } from './data/node.js';
import { formsById, templatesById } from './data/reads.js';

export const intakeMutations = mutations({
  createTicket: command(createTicket, newTicketPayload),
  createRequestForm: command(createRequestForm, formPayload),
  updateRequestForm: command(updateRequestForm, formPayload),
  createTicketTemplate: command(createTicketTemplate, templatePayload),
  updateTicketTemplate: command(updateTicketTemplate, templatePayload),
});

async function formPayload(ctx: Context, result: Result<{ requestFormId: string }>) {
  const row = result.ok ? await ctx.reads.load(formsById, result.value.requestFormId) : null;
  const requestFormId = madeId('RequestForm', result, ({ requestFormId }) => requestFormId);
  return { requestForm: row ? toForm(row) : null, requestFormId, errors: await errorsOf(ctx, result) };
}

async function templatePayload(ctx: Context, result: Result<{ ticketTemplateId: string }>) {
  const row = result.ok ? await ctx.reads.load(templatesById, result.value.ticketTemplateId) : null;
  const ticketTemplateId = madeId('TicketTemplate', result, ({ ticketTemplateId }) => ticketTemplateId);
  return {
    ticketTemplate: row ? toTemplate(row) : null,
    ticketTemplateId,
    errors: await errorsOf(ctx, result),
  };
}
