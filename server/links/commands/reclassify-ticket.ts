import { categoriesAfter, categoriesNamed, categoryProblems } from '../../catalog/index.js';
import { command, type Gathering } from '../../platform/commands/command.js';
import type { ReclassifyTicketInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { changed, type NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { changedTicket } from '../../tickets/data/changed-ticket.js';
import { filterFacts } from '../../tickets/data/changes.js';
import { loadedTicketFor } from '../../tickets/data/gather.js';
import { counterOf, renumbered } from '../../tickets/data/numbers.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { finalProblem, type TicketRow, ticketNumber, ticketToChange, touch } from '../../tickets/index.js';
import { type LinkEnd, typeProblem } from '../rules/reclassification.js';

/** The statuses in which a ticket can be reclassified: nothing was done yet by the process of its type. */
const early: readonly string[] = ['NEW', 'TRIAGED'];

/** Gives a ticket another type, with a number of that type, or a change another kind. */
export const reclassifyTicket = command<ReclassifyTicketInput>()({
  operation: 'reclassifyTicket',
  gather: (input, gathering) => ({
    ticket: ticketToChange(gathering, input.ticketId),
    categories: categoriesNamed(
      gathering,
      [input.categoryId, input.subcategoryId].flatMap((id) =>
        id ? [sql`${idOfType(id, 'Category')}::uuid`] : [],
      ),
    ),
    ends: linkEnds(gathering, sql`${idOfType(input.ticketId, 'Ticket')}::uuid`),
    knownErrors: knownErrorOf(gathering, sql`${idOfType(input.ticketId, 'Ticket')}::uuid`),
    counter: counterOf(gathering, input.type),
  }),
  decide(facts, input, deciding) {
    const loaded = loadedTicketFor(deciding.actor, 'edit', facts.ticket, input);
    if (!loaded.ok) return loaded;
    const { ticket: before } = loaded.value;
    const final = finalProblem('reclassifyTicket', before.status);
    if (final) return err(final);
    const check = new InputCheck();
    const reason = check.required('reason', input.reason, 2000);
    const categoryId = check.id('categoryId', input.categoryId, 'Category');
    const subcategoryId = check.id('subcategoryId', input.subcategoryId, 'Category');
    if (check.errors.length > 0) return err(...check.errors);
    if (!early.includes(before.status)) {
      const message = `reclassifyTicket needs a status of NEW or TRIAGED; the ticket is ${before.status}.`;
      return err(invalid(['ticketId'], 'STATUS', message));
    }
    const { type } = input;
    const isOther = type !== before.type;
    // The categories of another type do not apply.
    const kept = isOther ? {} : before;
    const categories = categoriesAfter(kept, categoryId, subcategoryId);
    const { categoryId: category, subcategoryId: subcategory } = categories;
    const hasKnownError = facts.knownErrors.length > 0;
    const parts = { ends: facts.ends, hasKnownError, majorIncident: before.majorIncident };
    const problems = [
      kindProblem(before, input),
      isOther ? typeProblem(type, parts) : null,
      before.status === 'TRIAGED' && !category
        ? invalid(['categoryId'], 'REQUIRED', `categoryId is required: a triaged ticket has a category.`)
        : null,
    ].filter((problem) => problem !== null);
    const errors = [
      ...problems,
      ...categoryProblems(facts.categories, type, category, subcategory, deciding, kept),
    ];
    if (errors.length > 0) return err(...errors);

    const usual = before.changeKind ?? 'NORMAL';
    const changeKind = type === 'CHANGE_REQUEST' ? (input.changeKind ?? usual) : null;
    const numbered = renumbered(before, type, facts.counter);
    const ticket = { ...before, ...categories, type, changeKind, ...numbered.values };
    const value = { ticketId: ticket.id };
    const changes = [
      changed('Ticket.type', before.type, type),
      changed('Ticket.number', ticketNumber(before.type, before.number), ticketNumber(type, ticket.number)),
      changed('Ticket.changeKind', before.changeKind ?? null, changeKind),
      changed('Ticket.category', before.categoryId ?? null, category),
      changed('Ticket.subcategory', before.subcategoryId ?? null, subcategory),
    ].filter(({ from, to }) => from !== to);
    if (changes.length === 0)
      return ok({ value, ...changedTicket(before, ticket, deciding.actor, loaded.value.facts) });
    touch(deciding, ticket);
    const event: NewEvent = {
      type: 'TICKET_RECLASSIFIED',
      ticketId: ticket.id,
      changes: [...changes, changed('TicketEvent.reason', null, reason)],
      facts: filterFacts(ticket),
    };
    const { writes, shows } = changedTicket(before, ticket, deciding.actor, loaded.value.facts);
    return ok({ value, writes: [...writes, ...numbered.writes], events: [event], shows });
  },
});

/** Why a ticket cannot become a change of this kind. Only the creation from a template makes a standard change. */
function kindProblem(before: TicketRow, { type, changeKind }: ReclassifyTicketInput): UserError | null {
  if (!changeKind) return null;
  if (type !== 'CHANGE_REQUEST')
    return invalid(['changeKind'], 'TYPE', 'changeKind is only for the type CHANGE_REQUEST.');
  if (changeKind !== 'STANDARD' || before.changeKind === 'STANDARD') return null;
  const message = 'changeKind cannot become STANDARD. Create the standard change from its template.';
  return invalid(['changeKind'], 'STANDARD_TEMPLATE', message);
}

/** At which ends of which kinds of links a ticket is. */
function linkEnds({ me, organisationId }: Gathering, ticketId: Sql): Sql<LinkEnd> {
  const ends = (end: 'from' | 'to', other: 'from' | 'to') => sql`
    select l.kind, ${sql.lit(end)} as "end", exists (select from tickets t where t.organisation_id = ${organisationId}
      and t.id = ${sql.ref(`l.${other}_ticket_id`)} and ${visibleToMe(organisationId)}) as seen
    from ${me} join ticket_links l on l.organisation_id = ${organisationId} and ${sql.ref(`l.${end}_ticket_id`)} = ${ticketId}`;
  return sql<LinkEnd>`select kind, "end", bool_and(seen) as seen
    from (${ends('from', 'to')} union all ${ends('to', 'from')}) ends group by kind, "end"`;
}

/** The known error of a ticket that is a problem, whether it is retired or not. */
function knownErrorOf({ me, organisationId }: Gathering, ticketId: Sql): Sql<{ id: string }> {
  return sql<{ id: string }>`select k.id from ${me}
    join known_errors k on k.organisation_id = ${organisationId} and k.ticket_id = ${ticketId} limit 1`;
}
