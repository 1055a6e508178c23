import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  CreateRequestFormInput,
  CreateRequestFormPayload,
  CreateTicketInput,
  CreateTicketPayload,
  CreateTicketTemplateInput,
  CreateTicketTemplatePayload,
  UpdateRequestFormInput,
  UpdateRequestFormPayload,
  UpdateTicketTemplateInput,
  UpdateTicketTemplatePayload,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import type { Result } from '../platform/kernel/result.js';
import { newTicketPayload } from '../tickets/payloads.js';
import { createTicket } from './commands/create-ticket.js';
import { createRequestForm, updateRequestForm } from './commands/request-forms.js';
import { createTicketTemplate, updateTicketTemplate } from './commands/ticket-templates.js';
import { toForm, toTemplate } from './data/node.js';
import { formsById, templatesById } from './data/reads.js';

@Resolver()
export class IntakeMutations {
  @Mutation(() => CreateRequestFormPayload)
  async createRequestForm(
    @Arg('input', () => CreateRequestFormInput) input: CreateRequestFormInput,
    @Ctx() ctx: Context,
  ): Promise<CreateRequestFormPayload> {
    return formPayload(
      ctx,
      await ctx.change({ operation: 'createRequestForm', input, run: createRequestForm }),
    );
  }

  @Mutation(() => UpdateRequestFormPayload)
  async updateRequestForm(
    @Arg('input', () => UpdateRequestFormInput) input: UpdateRequestFormInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateRequestFormPayload> {
    return formPayload(
      ctx,
      await ctx.change({ operation: 'updateRequestForm', input, run: updateRequestForm }),
    );
  }

  @Mutation(() => CreateTicketTemplatePayload)
  async createTicketTemplate(
    @Arg('input', () => CreateTicketTemplateInput) input: CreateTicketTemplateInput,
    @Ctx() ctx: Context,
  ): Promise<CreateTicketTemplatePayload> {
    return templatePayload(
      ctx,
      await ctx.change({ operation: 'createTicketTemplate', input, run: createTicketTemplate }),
    );
  }

  @Mutation(() => UpdateTicketTemplatePayload)
  async updateTicketTemplate(
    @Arg('input', () => UpdateTicketTemplateInput) input: UpdateTicketTemplateInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateTicketTemplatePayload> {
    return templatePayload(
      ctx,
      await ctx.change({ operation: 'updateTicketTemplate', input, run: updateTicketTemplate }),
    );
  }
}

async function formPayload(ctx: Context, result: Result<{ formId: string }>) {
  const row = result.ok ? await ctx.reads.load(formsById, result.value.formId) : null;
  const requestFormId = madeId('RequestForm', result, ({ formId }) => formId);
  return { requestForm: row ? toForm(row) : null, requestFormId, errors: await errorsOf(ctx, result) };
}

async function templatePayload(ctx: Context, result: Result<{ templateId: string }>) {
  const row = result.ok ? await ctx.reads.load(templatesById, result.value.templateId) : null;
  const ticketTemplateId = madeId('TicketTemplate', result, ({ templateId }) => templateId);
  return {
    ticketTemplate: row ? toTemplate(row) : null,
    ticketTemplateId,
    errors: await errorsOf(ctx, result),
  };
}

@Resolver()
export class CreationMutations {
  @Mutation(() => CreateTicketPayload)
  async createTicket(
    @Arg('input', () => CreateTicketInput) input: CreateTicketInput,
    @Ctx() ctx: Context,
  ): Promise<CreateTicketPayload> {
    return newTicketPayload(ctx, await ctx.run(createTicket, input));
  }
}
