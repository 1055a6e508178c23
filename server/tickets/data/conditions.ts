import { storedLabel } from '../../catalog/index.js';
import { sql } from '../../platform/db/sql.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import type { FilterFacts } from './changes.js';
import { filterCondition } from './filter.js';

/** One of the values of a column. */
function oneOf(column: 'channel' | 'external_reference', of: (facts: FilterFacts) => string | null) {
  return filterCondition({
    checked: (given: readonly string[]) => given,
    // One value is an equality, which an index in the list's order can serve.
    sql: (values) =>
      values.length === 1
        ? sql<boolean>`t.${sql.raw(column)} = ${values[0]}::text`
        : sql<boolean>`t.${sql.raw(column)} = any (${values}::text[])`,
    matches: (values, facts) => {
      const value = of(facts);
      return value !== null && values.includes(value);
    },
  });
}

// Before its creation, a ticket had no values.
const common = (values: readonly string[], has: readonly string[] | null | undefined): boolean =>
  (has ?? []).some((value) => values.includes(value));

/** Conditions of `TicketFilter` that need no place of their own in an index of tickets. */
export const ownConditions = {
  channels: oneOf('channel', ({ channel }) => channel),
  externalReferences: oneOf('external_reference', ({ externalReference }) => externalReference),
  labels: filterCondition({
    checked: (given: readonly string[]) => given.map(storedLabel),
    sql: (labels, organisationId) => sql<boolean>`exists (select 1 from ticket_labels tl
      where tl.organisation_id = ${organisationId} and tl.ticket_id = t.id and tl.label = any (${labels}::text[]))`,
    matches: (labels, facts) => common(labels, facts.labels),
  }),
  serviceIds: filterCondition({
    checked: (given: readonly string[]) => idsOfType(given, 'Service'),
    sql: (services, organisationId) => sql<boolean>`exists (select 1 from ticket_services ts
      where ts.organisation_id = ${organisationId} and ts.ticket_id = t.id and ts.service_id = any (${services}::uuid[]))`,
    matches: (services, facts) => common(services, facts.services),
  }),
};
