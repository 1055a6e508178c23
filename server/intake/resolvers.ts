import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { categoriesById, queuesOn, toCategory } from '../catalog/index.js';
import { servicesById, toService } from '../cmdb/index.js';
import {
  Category,
  Queue,
  RequestForm,
  RequestFormConnection,
  RequestFormsArgs,
  Service,
  Ticket,
  TicketForm,
  TicketTemplate,
  TicketTemplateConnection,
  TicketTemplatesArgs,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import type { TicketNode } from '../tickets/index.js';
import {
  type FormNode,
  type TemplateNode,
  type TicketFormNode,
  toForm,
  toTemplate,
  toTicketForm,
} from './data/node.js';
import { formsById, formsOfTickets, listForms, listTemplates } from './data/reads.js';

@Resolver()
export class IntakeQueries {
  @Query(() => RequestFormConnection)
  async requestForms(@Args(() => RequestFormsArgs) args: RequestFormsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listForms(ctx.reader, args, args), toForm);
  }

  @Query(() => RequestForm, { nullable: true })
  requestForm(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return formOf({ reads: ctx.reader }, checkId('id', id, 'RequestForm'));
  }

  @Query(() => TicketTemplateConnection)
  async ticketTemplates(@Args(() => TicketTemplatesArgs) args: TicketTemplatesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listTemplates(ctx.reader, args, args), toTemplate);
  }
}

type Reading = Pick<Context, 'reads'>;

async function formOf({ reads }: Reading, id: string): Promise<FormNode | null> {
  const row = await reads.load(formsById, id);
  return row ? toForm(row) : null;
}

async function categoryOf({ reads }: Reading, id: string | null | undefined): Promise<Category | null> {
  const row = id ? await reads.load(categoriesById, id) : null;
  return row ? toCategory(row) : null;
}

function queueOf({ reads }: Reading, id: string | null | undefined) {
  return id ? reads.load(queuesOn, id) : null;
}

@Resolver(() => RequestForm)
export class RequestFormResolver {
  @FieldResolver(() => Category, { nullable: true })
  category(@Root() { row }: FormNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.categoryId);
  }

  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() { row }: FormNode, @Ctx() ctx: Context) {
    return queueOf(ctx, row.queueId);
  }
}

@Resolver(() => TicketTemplate)
export class TicketTemplateResolver {
  @FieldResolver(() => Category, { nullable: true })
  category(@Root() { row }: TemplateNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.categoryId);
  }

  @FieldResolver(() => Category, { nullable: true })
  subcategory(@Root() { row }: TemplateNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.subcategoryId);
  }

  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() { row }: TemplateNode, @Ctx() ctx: Context) {
    return queueOf(ctx, row.queueId);
  }

  @FieldResolver(() => [Service])
  async affectedServices(@Root() { row }: TemplateNode, @Ctx() ctx: Context) {
    const rows = await Promise.all(row.serviceIds.map((id) => ctx.reads.load(servicesById, id)));
    return rows
      .filter((service) => service !== null)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(toService);
  }
}

@Resolver(() => Ticket)
export class FormOfTicketResolver {
  @FieldResolver(() => TicketForm, { nullable: true })
  async form(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const form = await ctx.reads.load(formsOfTickets, row.id);
    return form ? toTicketForm(form) : null;
  }
}

@Resolver(() => TicketForm)
export class TicketFormResolver {
  @FieldResolver(() => RequestForm, { nullable: true })
  requestForm(@Root() { row }: TicketFormNode, @Ctx() ctx: Context) {
    return formOf(ctx, row.requestFormId);
  }
}
