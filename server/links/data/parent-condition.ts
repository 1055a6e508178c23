import { type Sql, sql } from '../../platform/db/sql.js';
import { eventFacts } from '../../platform/events/event-facts.js';
import { checkIds } from '../../platform/kernel/bad-input.js';
import { isOneOf } from '../../tickets/data/condition-kinds.js';
import { filterCondition } from '../../tickets/data/filter.js';

declare module '../../platform/events/event-facts.js' {
  interface ModuleFacts {
    /** The parent of the ticket. */
    parent: string | null;
  }
}

const parentOf = (organisationId: string, ticketId: Sql) => sql<
  string | null
>`(select l.from_ticket_id from ticket_links l
  where l.organisation_id = ${organisationId} and l.to_ticket_id = ${ticketId} and l.kind = 'PARENT_OF')`;

/** Events know the parent of their ticket. */
export const parentFact = eventFacts.add({ parent: parentOf });

/** Tickets of which one is the parent. */
export const parentIds = filterCondition({
  checked: (given: readonly string[], argument) => checkIds(argument, given, 'Ticket'),
  sql: (ids, organisationId) =>
    sql<boolean>`t.id in (select l.to_ticket_id from ticket_links l where l.organisation_id = ${organisationId}
      and l.from_ticket_id = any (${ids}::uuid[]) and l.kind = 'PARENT_OF')`,
  matches: (ids, { added }) => isOneOf(ids, added?.parent),
});
