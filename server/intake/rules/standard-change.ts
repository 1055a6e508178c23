import type { Defaults } from './fill.js';

type Fixed = Pick<Defaults, 'categoryId' | 'subcategoryId' | 'affectedServiceIds'>;

/**
 * Whether a ticket is what its standard template was approved for: it has the category, the subcategory and the affected services that the
 * template gives. What the template leaves open, others can choose.
 */
export function isAsApproved(template: Fixed, ticket: Fixed): boolean {
  const services = template.affectedServiceIds ?? [];
  const own = new Set(ticket.affectedServiceIds);
  return (
    (template.categoryId === undefined || template.categoryId === ticket.categoryId) &&
    (template.subcategoryId === undefined || template.subcategoryId === ticket.subcategoryId) &&
    (services.length === 0 || (services.length === own.size && services.every((id) => own.has(id))))
  );
}
