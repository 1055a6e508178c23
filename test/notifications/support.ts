import { modules } from '../../server/modules.js';
import { runSchedule } from '../../server/platform/schedule/index.js';
import type { Client, Subscription } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import { type World, worldOf } from '../harness/world.js';

/** A notification as tests compare it: its kind and the subject of its ticket. */
const selection = 'id kind readAt ticket { id subject } event { type actor { name } }';

/** What a person is notified of, newest first. */
export async function feed(client: Client, args = ''): Promise<Notified[]> {
  const { notifications } = await client.ok(
    `{ notifications(first: 100 ${args}) { nodes { ${selection} } } }`,
  );
  return notifications.nodes;
}

export interface Notified {
  id: string;
  kind: string;
  readAt: string | null;
  ticket: { id: string; subject: string };
  event: { type: string; actor: { name: string } } | null;
}

/** The kinds of the notifications that a person has of a ticket, newest first. */
export async function kindsOn(client: Client, ticketId: string): Promise<string[]> {
  return (await feed(client)).filter(({ ticket }) => ticket.id === ticketId).map(({ kind }) => kind);
}

/** Reads the log of every organisation to its end, as the schedule does. */
export async function readLog(world: World): Promise<void> {
  const tasks = modules.schedule.filter(({ followsLog }) => followsLog);
  await eventually(async () => {
    await runSchedule(world.app.services, tasks, () => false);
    // What another server reads at this moment is left alone.
    const late =
      await world.rows(`select 1 from event_heads h left join notification_positions p using (organisation_id)
      where h.number > coalesce(p.number, 0)`);
    return late.length === 0;
  });
}

/** Creates a notification of a person, by a comment of another one on a ticket of theirs. Returns its id. */
export async function notify(person: Client, commenter: Client, ticketId: string): Promise<string> {
  await commenter.done('addComment', { ticketId, body: 'An answer.' }, 'commentId');
  await readLog(worldOf(person));
  const found = (await feed(person)).find(({ ticket }) => ticket.id === ticketId);
  if (!found) throw new Error('there is no notification');
  return found.id;
}

export const streamDocument = `subscription ($after: String) { notifications(after: $after) { __typename
  ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on NotificationsMarked { unreadCount }
  ... on NotificationReceived { notification { ${selection} } } } }`;

/** Follows a person's notifications, from its first item on. */
export async function followed(client: Client, after: string | null = null): Promise<Subscription> {
  const stream = client.subscribe(streamDocument, { after });
  return stream.until(({ items }) => items.length > 0);
}

/** The kinds and subjects that a stream has sent. */
export function received(stream: Subscription): string[] {
  return stream.items
    .filter(({ __typename }) => __typename === 'NotificationReceived')
    .map(({ notification: { kind, ticket } }) => `${kind} ${ticket.subject}`);
}
