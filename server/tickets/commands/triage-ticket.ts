import { categoriesAfter, wrongCategories } from '../../catalog/index.js';
import { type AffectedInput, checkAffected, setServices, wrongAffected } from '../../cmdb/index.js';
import type { Impact, Priority, Urgency } from '../../platform/contract/generated/enums.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { reprioritise } from '../data/classification.js';
import { checkDetails } from '../data/input.js';
import { changeItems } from '../data/items.js';
import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface TriageTicket extends TicketInput, AffectedInput {
  categoryId?: string | null;
  subcategoryId?: string | null;
  affectedServices?: readonly string[] | null;
  affectedServicesUnknown?: boolean | null;
  impact?: Impact | null;
  urgency?: Urgency | null;
  priorityOverride?: { priority: Priority; reason: string } | null;
}

/** Triages a new ticket: category, affected service or 'unknown', confirmed impact and urgency. */
export const triageTicket: TransitionHandler<TriageTicket> = {
  name: 'TRIAGE',
  given: (_change, ticket, input) => ({
    ...input,
    categoryId: input.categoryId ?? ticket.categoryId,
    affectedServices: input.affectedServices ?? ticket.affectedServices,
    affectedServiceIds: input.affectedServiceIds ?? ticket.serviceIds,
  }),
  check(check, input) {
    check.id('categoryId', input.categoryId, 'Category');
    check.id('subcategoryId', input.subcategoryId, 'Category');
    checkDetails(check, input);
    checkAffected(check, input);
    const named = (input.affectedServices?.length ?? 0) + (input.affectedServiceIds?.length ?? 0);
    if (input.affectedServicesUnknown && named > 0) {
      check.fail(
        ['affectedServicesUnknown'],
        'CONTRADICTION',
        'affectedServicesUnknown cannot be true when affected services are given.',
      );
    }
  },
  async applyIn(command, ticket, input) {
    const categoryId = input.categoryId ? idOfType(input.categoryId, 'Category') : undefined;
    const subcategoryId = input.subcategoryId ? idOfType(input.subcategoryId, 'Category') : undefined;
    const categories = categoriesAfter(ticket, categoryId, subcategoryId);
    const affected = checkAffected(new InputCheck(), input);
    const errors = [
      ...(await wrongCategories(
        command,
        ticket.type,
        categories.categoryId,
        categories.subcategoryId,
        ticket,
      )),
      ...(await wrongAffected(command, affected, ticket)),
    ];
    if (errors.length > 0) return errors;
    if (affected.items) await changeItems(command, ticket, affected.items);
    Object.assign(ticket, categories);
    const { affectedServices } = checkDetails(new InputCheck(), input);
    if (affectedServices) ticket.affectedServices = [...affectedServices];
    ticket.affectedServicesUnknown = input.affectedServicesUnknown === true;
    if (ticket.affectedServicesUnknown) ticket.affectedServices = [];
    const services = ticket.affectedServicesUnknown ? [] : affected.services;
    if (services) await setServices(command, ticket, services);
    await reprioritise(command, ticket, input);
    return [];
  },
};
