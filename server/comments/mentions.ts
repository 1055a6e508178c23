import { meAsUser } from '../identity/people/index.js';
import { type Sql, sql } from '../platform/db/sql.js';
import { insertInto } from '../platform/db/write-rows.js';
import type { NewEvent } from '../platform/events/event.js';
import { idOfType } from '../platform/kernel/ids.js';
import { ok } from '../platform/kernel/result.js';
import { internalVisibleToMe, visibleToMe } from '../tickets/data/visibility.js';
import { canTicket, filterFacts, TicketPersonEntity } from '../tickets/index.js';
import type { CommentReaction } from './data/reactions.js';
import { type Mentionable, mentionedBy, namesMentioned } from './rules/mentions.js';

/** The most watchers of a ticket: with as many, a mention adds none. */
const MOST_WATCHERS = 100;
/** Comes directly behind `@`: a range of addresses begins with a name and `@`. */
const BEHIND_AT = 'A';
/** More users with a name than one are not distinguished. */
const MOST_OF_A_NAME = 5;

type WatcherRow = { userId: string };

/** Notifies those whom a new comment mentions, and opens the ticket to colleagues who do not see it. */
export const mentions: CommentReaction = {
  gather({ body, ticketId, import: imported }, { me, organisationId }) {
    const names = imported ? [] : namesMentioned(body);
    if (names.length === 0) return { mentionable: null, watching: null };
    const id = sql`${idOfType(ticketId, 'Ticket')}::uuid`;
    const addresses = names.filter((name) => name.includes('@'));
    const ranges = names
      .filter((name) => !name.includes('@'))
      .map((name) => ({ from: `${name}@`, to: name + BEHIND_AT }));
    return {
      mentionable: mentionable(organisationId, me, id, addresses, ranges),
      watching: sql<WatcherRow>`select tp.user_id as "userId" from ${me}
        join ticket_people tp on tp.organisation_id = ${organisationId} and tp.ticket_id = ${id} and tp.participation = 'WATCHER'`,
    };
  },
  react(
    facts,
    { id, ticket, visibility, rights, body, event },
    { actor, onBehalfOf, organisationId, now, imported },
  ) {
    const users = (facts.mentionable ?? []) as readonly Mentionable[];
    if (imported || users.length === 0) return ok({});
    const watching = new Set(((facts.watching ?? []) as readonly WatcherRow[]).map(({ userId }) => userId));
    const mayGiveAccess = watching.size < MOST_WATCHERS && canTicket(actor, 'watchForOthers', rights).allowed;
    const comment = { visibility, authorId: onBehalfOf.userId, mayGiveAccess };
    const { userIds, givenAccess } = mentionedBy(namesMentioned(body), users, comment);
    const added = givenAccess.slice(0, MOST_WATCHERS - watching.size);
    const about = { organisationId, ticketId: ticket.id, participation: 'WATCHER', grantsAccess: true };
    return ok({
      writes: [
        ...(userIds.length > 0 ? [insertMentions(organisationId, id, userIds)] : []),
        ...added.map((userId) =>
          watching.has(userId)
            ? sql`update ticket_people set grants_access = true where organisation_id = ${organisationId}
              and ticket_id = ${ticket.id} and user_id = ${userId} and participation = 'WATCHER'`
            : insertInto(TicketPersonEntity, { ...about, userId, createdAt: now }),
        ),
      ],
      events: added.map(
        (userId): NewEvent => ({
          type: 'WATCHER_ADDED',
          ticketId: ticket.id,
          visibility: 'INTERNAL',
          changes: [{ field: 'Ticket.watchers', from: null, to: userId, grantsAccess: true }],
          facts: filterFacts(ticket),
          causedBy: event,
        }),
      ),
    });
  },
};

function insertMentions(organisationId: string, commentId: string, userIds: readonly string[]): Sql {
  return sql`insert into comment_mentions (organisation_id, comment_id, user_id)
    select ${organisationId}, ${commentId}::uuid, it.id from unnest(${userIds}::uuid[]) it (id)`;
}

/** The active users with these addresses, or with an address in one of these ranges, and what they see of a ticket. */
function mentionable(
  organisationId: string,
  me: Sql,
  ticketId: Sql,
  addresses: readonly string[],
  ranges: readonly { from: string; to: string }[],
): Sql<Mentionable> {
  const seen = (what: Sql) => sql`exists (select 1 from ${meAsUser(organisationId, sql`u.id`)}, tickets t
    where t.organisation_id = ${organisationId} and t.id = ${ticketId} and ${what})`;
  return sql<Mentionable>`select u.id, u.email, u.role <> 'REQUESTER' as "isStaff",
      ${seen(visibleToMe(organisationId))} as "seesTicket",
      ${seen(sql`${visibleToMe(organisationId)} and ${internalVisibleToMe(organisationId)}`)} as "seesInternal"
    from ${me} join users u on u.organisation_id = ${organisationId} and u.active and u.id = any (array(
      select named.id from users named where named.organisation_id = ${organisationId} and named.email = any (${addresses}::text[])
      union all
      select ranged.id from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r ("from" text, "to" text)
        join lateral (select it.id from users it where it.organisation_id = ${organisationId}
          and it.email collate "C" >= r."from" and it.email collate "C" < r."to"
          order by it.email collate "C" limit ${sql.raw(String(MOST_OF_A_NAME))}) ranged on true))`;
}
