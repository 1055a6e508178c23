/** The values that a form or a template gives to a new ticket, by the names of its input. None is null. */
export interface Defaults {
  type: string;
  subject?: string;
  description?: string;
  categoryId?: string;
  subcategoryId?: string;
  queueId?: string;
  impact?: string;
  urgency?: string;
  labels?: readonly string[];
  affectedServiceIds?: readonly string[];
}

/**
 * Fills in the omitted fields of an input from the first source that has them, and returns which source gave which field. A subcategory is
 * taken only together with its category.
 */
export function fillIn<I extends object, S>(
  input: I,
  sources: readonly { from: S; defaults: Defaults }[],
): { input: I & Partial<Defaults>; from: Map<string, S> } {
  const filled = { ...input } as Record<string, unknown>;
  const given = new Map<string, S>();
  for (const { from, defaults } of sources) {
    const { categoryId, subcategoryId, ...others } = defaults;
    const own = isLeftOut(filled.categoryId) && isLeftOut(filled.subcategoryId);
    const values = own ? { ...others, categoryId, subcategoryId } : others;
    for (const [field, value] of Object.entries(values)) {
      if (value === undefined || !isLeftOut(filled[field])) continue;
      filled[field] = value;
      given.set(field, from);
    }
  }
  return { input: filled as unknown as I & Partial<Defaults>, from: given };
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null;
}
