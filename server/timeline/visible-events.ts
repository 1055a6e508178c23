import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { Scope } from '../platform/actor/scope.js';
import { type Sql, sql } from '../platform/db/sql.js';
import { recordEvents } from '../platform/events/event-fields.js';
import type { Extensions } from '../platform/extensions/extensions.js';
import {
  internalVisible,
  internalVisibleToMe,
  recordsVisible,
  recordsVisibleToMe,
  visibleTickets,
  visibleToMe,
} from '../tickets/data/visibility.js';

/** What decides who sees an event, for a scope or for a row `me`. */
interface Sight {
  organisationId: string;
  extensions: Extensions;
  /** Of the tickets `t`: those that are seen; of these, where what is internal is seen, and where the records are. */
  tickets: Sql<boolean>;
  internal: Sql<boolean>;
  records: Sql<boolean>;
  /** Whether the changes of an event `e` name the person. */
  isNamed: Sql<boolean>;
}

/** Events that also the person sees whom they name. */
export const ofWatchers = sql.raw("('WATCHER_ADDED', 'WATCHER_REMOVED')");

/**
 * The events `e` (with their attachment `a`, and the comment `c` of either) of a visible ticket `t` that the actor can see, by the present
 * visibility of the comment or attachment. That a comment was hidden is shown to all, because it was public before. Events about approvals
 * and tasks are also shown to the plan's approvers, so that they can be reminded. That somebody became a watcher is also shown to this person.
 */
export function visibleEvents({ organisationId, extensions, scope }: ActorReads): Sql<boolean> {
  return seenBy({
    organisationId,
    extensions,
    tickets: visibleTickets(scope),
    internal: internalVisible(scope),
    records: recordsVisible(scope),
    isNamed: namesActor(scope),
  });
}

/** The same events for the row `me`, on tickets `t` that it sees. */
export function eventsVisibleToMe(organisationId: string, extensions: Extensions): Sql<boolean> {
  return seenBy({
    organisationId,
    extensions,
    tickets: visibleToMe(organisationId),
    internal: internalVisibleToMe(organisationId),
    records: recordsVisibleToMe(organisationId),
    isNamed: named(sql`me.user_id::text`),
  });
}

function seenBy(sight: Sight): Sql<boolean> {
  return sql<boolean>`((${sight.internal} or case
    when e.type = any (${sight.extensions.at(recordEvents)}::text[]) then ${sight.records}
    when e.type = 'COMMENT_HIDDEN' then e.visibility = 'PUBLIC'
    when e.type in ${ofWatchers} then ${sight.isNamed}
    else coalesce(c.visibility, a.visibility, e.visibility) = 'PUBLIC' end)
    and (e.other_ticket_id is null or ${otherEndVisible(sight)}))`;
}

function namesActor(scope: Scope): Sql<boolean> {
  return 'userId' in scope ? named(sql`${scope.userId}`) : sql<boolean>`false`;
}

function named(userId: Sql): Sql<boolean> {
  return sql<boolean>`exists (select 1 from jsonb_array_elements(e.changes) change
    where ${userId} in (change ->> 'from', change ->> 'to'))`;
}

/** Whether the other ticket of an event is seen, and there the comment that the event shows. */
function otherEndVisible({ organisationId, tickets, internal }: Sight): Sql<boolean> {
  return sql<boolean>`exists (select 1 from tickets t where t.organisation_id = ${organisationId} and t.id = e.other_ticket_id
    and ${tickets} and (coalesce(c.visibility, 'PUBLIC') = 'PUBLIC' or ${internal}))`;
}

/** `from` these events `e`, with their ticket `t`, and the attachment `a` and the comment `c` that they are about. */
export function joined({ organisationId }: { organisationId: string }, events = sql`events`): Sql {
  return sql`from ${events} e
  join tickets t on t.organisation_id = ${organisationId} and t.id = e.ticket_id
  left join attachments a on a.organisation_id = ${organisationId} and a.id = e.attachment_id
  left join comments c on c.organisation_id = ${organisationId}
    and c.id = case when e.comment_id is null then a.comment_id else e.comment_id end`;
}
