import { type Sql, sql } from '../db/sql.js';
import { ExtensionPoint, mergedRecords } from '../extensions/extension-point.js';

/** The facts that modules add to events about tickets. Each module adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: the modules add to it.
export interface ModuleFacts {}

/**
 * SQL of a fact about a ticket, from rows of the module's own. It is read when the events of a transaction are appended, after all writes.
 * A transaction that changes the fact locks the ticket and writes an event about it.
 */
export type EventFact<V> = (organisationId: string, ticketId: Sql) => Sql<V>;

/** The facts that modules add to events, for conditions of filters over data of their own. */
export const eventFacts = new ExtensionPoint<
  { readonly [Fact in keyof ModuleFacts]?: EventFact<ModuleFacts[Fact]> },
  ReadonlyMap<string, EventFact<unknown>>
>('facts of events', (added) => mergedRecords('fact of events', added));

/** The facts of modules in an event: `added` as they are after it, `addedBefore` as they were, when it changed one of them. */
export interface AddedFacts {
  added?: Partial<ModuleFacts>;
  addedBefore?: Partial<ModuleFacts>;
}

/**
 * SQL of `AddedFacts` for an event `e`; `e.is_first` says whether it is the first one of the transaction about its ticket. The facts before
 * are those of the last event about the ticket. A new ticket had none. A fact that no event had yet was as it is now.
 * `offset 0` keeps the planner from reading the facts again wherever they are used.
 */
export function addedFacts(facts: ReadonlyMap<string, EventFact<unknown>>, organisationId: string): Sql {
  const ticketId = sql.raw('e.ticket_id');
  const pairs = [...facts].map(([name, of]) => sql`${name}::text, ${of(organisationId, ticketId)}`);
  return sql`(select jsonb_build_object('added', f.added)
      || case when f.before = f.added then '{}' else jsonb_build_object('addedBefore', f.before) end
    from (select now.added, case when not e.is_first then now.added when last.facts is null then '{}'
        else now.added || coalesce(last.facts -> 'added', '{}') end as before
      from (select jsonb_build_object(${sql.join(pairs)}) as added offset 0) now
      left join lateral (select coalesce(p.facts, '{}') as facts from events p
        where e.is_first and p.organisation_id = ${organisationId} and p.ticket_id = e.ticket_id
        order by p.number desc limit 1) last on true) f)`;
}
