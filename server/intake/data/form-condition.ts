import { type Sql, sql } from '../../platform/db/sql.js';
import { eventFacts } from '../../platform/events/event-facts.js';
import { checkIds } from '../../platform/kernel/bad-input.js';
import { isOneOf } from '../../tickets/data/condition-kinds.js';
import { filterCondition } from '../../tickets/data/filter.js';

declare module '../../platform/events/event-facts.js' {
  interface ModuleFacts {
    /** The form that the ticket was created with. */
    form: string | null;
  }
}

const formOf = (organisationId: string, ticketId: Sql) => sql<
  string | null
>`(select f.form_id from ticket_forms f
  where f.organisation_id = ${organisationId} and f.ticket_id = ${ticketId})`;

/** Events know the form of their ticket. */
export const formFact = eventFacts.add({ form: formOf });

/** Forms of which one created the ticket. */
export const requestFormIds = filterCondition({
  checked: (given: readonly string[], argument) => checkIds(argument, given, 'RequestForm'),
  sql: (ids, organisationId) =>
    sql<boolean>`t.id in (select f.ticket_id from ticket_forms f where f.organisation_id = ${organisationId}
      and f.form_id = any (${ids}::uuid[]))`,
  matches: (ids, { added }) => isOneOf(ids, added?.form),
});
