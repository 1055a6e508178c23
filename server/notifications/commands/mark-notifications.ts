import type { Actor } from '../../platform/actor/actor.js';
import { command, type Gathering } from '../../platform/commands/command.js';
import type {
  MarkNotificationsReadInput,
  MarkNotificationsUnreadInput,
} from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, idsOfType } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { eventsVisibleToMe, joinedEvents } from '../../timeline/index.js';
import { notificationsMarked } from '../rules/notified-events.js';

/** The most notifications that a call names, and that it marks up to one. */
const MOST_NAMED = 100;
const MOST_UP_TO = 1000;

interface Marked {
  id: string;
  readAt: Date | null;
}

/** Marks notifications of the actor as read. */
export const markNotificationsRead = command<MarkNotificationsReadInput>()({
  operation: 'markNotificationsRead',
  gather: ({ notificationIds, upToId }, gathering) => ({
    named: notificationIds ? mine(gathering, notificationIds) : null,
    upTo: typeof upToId === 'string' ? mine(gathering, [upToId]) : null,
    unread: typeof upToId === 'string' ? unreadUpTo(gathering, upToId) : null,
  }),
  decide({ named, upTo, unread }, input, { actor, organisationId, now }) {
    const { notificationIds, upToId } = input;
    const refused = noUser(actor);
    if (refused) return err(refused);
    const isUpTo = typeof upToId === 'string';
    if (Array.isArray(notificationIds) === isUpTo)
      return err(
        notificationIds
          ? invalid(['upToId'], 'ONE_OF', 'notificationIds and upToId cannot be combined.')
          : invalid(['notificationIds'], 'REQUIRED', 'One of notificationIds and upToId is required.'),
      );
    if (isUpTo && upTo.length === 0) return err(notFound(['upToId'], upToId, 'notification of yours'));
    const checked = notificationIds ? namedOf(notificationIds, named) : ok([]);
    if (!checked.ok) return checked;
    const changing = [...checked.value.filter(({ readAt }) => readAt === null), ...unread].map(
      ({ id }) => id,
    );
    return ok(marking(actor, organisationId, changing, sql`${now}::timestamptz`));
  },
});

/** Marks notifications of the actor as unread. */
export const markNotificationsUnread = command<MarkNotificationsUnreadInput>()({
  operation: 'markNotificationsUnread',
  gather: ({ notificationIds }, gathering) => ({ named: mine(gathering, notificationIds) }),
  decide({ named }, { notificationIds }, { actor, organisationId }) {
    const refused = noUser(actor);
    if (refused) return err(refused);
    const checked = namedOf(notificationIds, named);
    if (!checked.ok) return checked;
    const changing = checked.value.filter(({ readAt }) => readAt !== null).map(({ id }) => id);
    return ok(marking(actor, organisationId, changing, sql`null`));
  },
});

/** The actor's notifications with these global ids, locked. */
function mine(gathering: Gathering, globalIds: readonly string[]): Sql<Marked> {
  const ids = idsOfType(globalIds.slice(0, MOST_NAMED), 'Notification');
  return sql<Marked>`${shownToMe(gathering)} and n.id = any (${ids}::uuid[])
    order by n.id for no key update of n`;
}

/** The actor's unread notifications up to one, locked: the oldest ones, when there are very many. */
function unreadUpTo(gathering: Gathering, globalId: string): Sql<Marked> {
  return sql<Marked>`${shownToMe(gathering)} and n.read_at is null and n.id <= ${idOfType(globalId, 'Notification')}::uuid
    order by n.id limit ${sql.raw(String(MOST_UP_TO))} for no key update of n`;
}

/** `select … where …` of the notifications `n` that the actor's feed shows now: what is hidden is neither marked nor counted. */
function shownToMe({ me, organisationId, extensions }: Gathering): Sql {
  return sql`select n.id, n.read_at as "readAt" ${joinedEvents({ organisationId })}
    join notifications n on n.organisation_id = ${organisationId} and n.event_number = e.number
    join lateral (select me.* from ${me}) me on n.user_id = me.user_id
    where e.organisation_id = ${organisationId} and n.in_feed and ${visibleToMe(organisationId)}
      and (not n.of_event or ${eventsVisibleToMe(organisationId, extensions)})`;
}

function noUser(actor: Actor): UserError | null {
  return actor.kind === 'user'
    ? null
    : forbidden('ROLE', 'API keys have no notifications. Sign in as a user.');
}

/** The notifications that an input names, if all of them are the actor's. */
function namedOf(globalIds: readonly string[], found: readonly Marked[]): Result<readonly Marked[]> {
  const check = new InputCheck();
  const ids = check.ids('notificationIds', globalIds, 'Notification', MOST_NAMED) ?? [];
  if (globalIds.length === 0)
    check.fail(['notificationIds'], 'REQUIRED', 'notificationIds must have at least one value.');
  if (check.errors.length > 0) return err(...check.errors);
  const known = new Map(found.map((row) => [row.id, row]));
  const missing = globalIds.findIndex((globalId) => !known.has(idOfType(globalId, 'Notification') ?? ''));
  if (missing >= 0)
    return err(notFound(['notificationIds', String(missing)], globalIds[missing], 'notification of yours'));
  return ok(ids.map((id) => known.get(id) as Marked));
}

function marking(actor: Actor, organisationId: string, changing: readonly string[], readAt: Sql) {
  const value = { markedCount: changing.length };
  if (changing.length === 0 || actor.kind !== 'user') return { value };
  const write = sql`update notifications set read_at = ${readAt}
    where organisation_id = ${organisationId} and id = any (${changing}::uuid[])`;
  return { value, writes: [write], events: [notificationsMarked(actor.userId)] };
}
