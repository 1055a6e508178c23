import type { CommandContext } from '../platform/commands/command-context.js';
import type { NotificationChannel } from '../platform/contract/generated/enums.js';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { newId } from '../platform/kernel/ids.js';
import { ok } from '../platform/kernel/result.js';
import { AGAIN, type ScheduledTask } from '../platform/schedule/scheduled-task.js';
import { notificationRules } from '../tickets/index.js';
import { notificationChannels } from './data/channels.js';
import {
  eventsToRead,
  forgetNotifications,
  insertNotifications,
  type NewNotification,
  type Notified,
  notifiedPeople,
  notifiedTickets,
} from './data/recipients.js';
import { peopleNotified } from './rules/notified-events.js';
import { recipientsOf, wholeTransactions } from './rules/recipients.js';
import { deliveredAt, type QuietHours, wants } from './rules/wanted.js';

/** The most events that one transaction reads. */
const BATCH = 100;

/**
 * Reads the log of an organisation from where it was read to, and writes the notifications of its events: both in one transaction, so each
 * event is read once, also after a kill. The row of the position is locked, so one server at a time does it.
 */
export const notifyPeople: ScheduledTask = {
  name: 'notifyPeople',
  followsLog: true,
  findDue: (pool, _now, after, limit) => overOrganisations(pool, sql`due_notifications(${after}, ${limit})`),
  async run(command) {
    const { organisationId } = command;
    const mine = sql`organisation_id = ${organisationId}`;
    await command.query(
      sql`insert into notification_positions (organisation_id, number) values (${organisationId}, 0) on conflict do nothing`,
    );
    // A row that is locked is a batch that another server reads now.
    const [position] = await command.query(
      sql<{
        number: number | string;
      }>`select number from notification_positions where ${mine} for update skip locked`,
    );
    if (!position) return ok(null);
    const rows = await command.query(eventsToRead(organisationId, Number(position.number), BATCH));
    const read = rows.map((row) => ({ ...row, number: Number(row.number) }));
    const events = read.length === BATCH ? wholeTransactions(read) : read;
    const last = events.at(-1);
    if (!last) return ok(null);
    const ids = events.map(({ ticketId }) => ticketId).filter((id) => id !== null);
    const tickets =
      ids.length > 0 ? await command.query(notifiedTickets(organisationId, [...new Set(ids)])) : [];
    const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
    const told = recipientsOf(events, byId, command.extensions.at(notificationRules));
    if (told.length > 0) {
      const people = await command.query(notifiedPeople(organisationId, command.extensions, told));
      await write(
        command,
        people.map((one) => ({ ...one, number: Number(one.number) })),
      );
    }
    await command.query(sql`update notification_positions set number = ${last.number} where ${mine}`);
    return ok(read.length === BATCH ? AGAIN : null);
  },
};

/** Writes the notifications of people, as far as they want them on any channel. */
async function write(command: CommandContext, people: readonly Notified[]): Promise<void> {
  const { organisationId, now } = command;
  const channels = command.extensions.at(notificationChannels);
  const on = ({ disabled, kind }: Notified, channel: NotificationChannel) =>
    wants(disabled ?? [], kind, channel);
  const notifications: NewNotification[] = people
    .filter((one) => on(one, 'FEED') || channels.some(({ channel }) => on(one, channel)))
    .map((one) => ({ ...one, id: newId(), inFeed: on(one, 'FEED') }));
  if (notifications.length === 0) return;
  await command.query(insertNotifications(organisationId, notifications, now));
  await command.query(forgetNotifications(organisationId, notifications.length));
  for (const { channel, store } of channels) {
    const deliveries = notifications
      .filter((one) => on(one, channel))
      .map((one) => ({ ...one, dueAt: deliveredAt(now, quietHoursOf(one), one.timeZone) }));
    if (deliveries.length > 0) await command.query(store(organisationId, deliveries, now));
  }
  for (const event of peopleNotified(notifications.filter(({ inFeed }) => inFeed))) command.emit(event);
}

function quietHoursOf({ quietStart, quietEnd }: Notified): QuietHours | null {
  return quietStart === null || quietEnd === null ? null : { start: quietStart, end: quietEnd };
}
