import { categoriesAfter, categoriesNamed, categoryProblems } from '../../catalog/index.js';
import { affectedNamed, affectedProblems, checkAffected, replaceServices } from '../../cmdb/index.js';
import type { OrganisationRow } from '../../identity/people/index.js';
import type { TriageTicketInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { prioritiseBy } from '../data/classification.js';
import { checkDetails } from '../data/input.js';
import { itemsAfter } from '../data/items.js';
import { matrixOf } from '../data/references.js';
import { transitionStep } from '../workflow/transition-command.js';

/** Triages a new ticket: category, affected service or 'unknown', confirmed impact and urgency. */
export const triageTicket = transitionStep<TriageTicketInput>()({
  name: 'TRIAGE',
  gather(input, gathering) {
    const { me, organisationId } = gathering;
    const ticketId = sql`${idOfType(input.ticketId, 'Ticket')}::uuid`;
    const named = [input.categoryId, input.subcategoryId].flatMap((id) => {
      const given = id ? idOfType(id, 'Category') : null;
      return given ? [sql`${given}::uuid`] : [];
    });
    // Those that the ticket has may stay.
    const present = ['category_id', 'subcategory_id'].map(
      (column) => sql`(select ${sql.ref(`t.${column}`)} from tickets t
        where t.organisation_id = ${organisationId} and t.id = ${ticketId})`,
    );
    return {
      categories: categoriesNamed(gathering, [...named, ...present]),
      ...affectedNamed(gathering, input, { ticketId }),
      organisation: sql<Pick<OrganisationRow, 'priorityMatrix'>>`select o.priority_matrix as "priorityMatrix"
        from ${me} join organisations o on o.id = ${organisationId}`,
    };
  },
  check(check, input) {
    check.id('categoryId', input.categoryId, 'Category');
    check.id('subcategoryId', input.subcategoryId, 'Category');
    const stored = checkDetails(check, input);
    checkAffected(check, input);
    const named = (input.affectedServiceNames?.length ?? 0) + (input.affectedServiceIds?.length ?? 0);
    if (input.affectedServicesUnknown && named > 0) {
      check.fail(
        ['affectedServicesUnknown'],
        'CONTRADICTION',
        'affectedServicesUnknown cannot be true when affected services are given.',
      );
    }
    return stored;
  },
  apply(ticket, input, taking, facts) {
    const categoryId = input.categoryId ? idOfType(input.categoryId, 'Category') : undefined;
    const subcategoryId = input.subcategoryId ? idOfType(input.subcategoryId, 'Category') : undefined;
    const categories = categoriesAfter(ticket, categoryId, subcategoryId);
    const affected = checkAffected(new InputCheck(), input);
    const { categoryId: category, subcategoryId: subcategory } = categories;
    const errors = [
      ...categoryProblems(facts.categories, ticket.type, category, subcategory, taking, ticket),
      ...affectedProblems(facts, affected, taking, ticket),
    ];
    if (errors.length > 0) return err(...errors);
    const items = itemsAfter(ticket, facts, affected.items);
    Object.assign(ticket, categories);
    if (input.affectedServiceNames) ticket.affectedServiceNames = [...input.affectedServiceNames];
    ticket.affectedServicesUnknown = input.affectedServicesUnknown === true;
    if (ticket.affectedServicesUnknown) ticket.affectedServiceNames = [];
    const services = ticket.affectedServicesUnknown ? [] : affected.services;
    if (services) ticket.serviceIds = [...services];
    const [organisation] = facts.organisation;
    if (!organisation) throw new Error('the organisation was not found');
    prioritiseBy(matrixOf(organisation), ticket, input);
    const { organisationId } = taking;
    return ok({
      leads: items.events,
      writes: [...items.writes, ...(services ? [replaceServices(organisationId, ticket.id, services)] : [])],
    });
  },
});
