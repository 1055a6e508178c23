import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { toGlobalId } from '../../platform/kernel/ids.js';

/** A new secret, as the specification writes it. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** What a delivery says. */
export interface Delivered {
  id: string;
  notificationId: string;
  userId: string;
  ticketId: string;
  kind: string;
  createdAt: Date;
}

/** The `webhook-id` of a delivery. */
export function messageIdOf({ id }: { id: string }): string {
  return `msg_${id.replaceAll('-', '')}`;
}

/** The body of a delivery: ids only, so that who receives it sees no more than an API key of theirs. */
export function bodyOf({ notificationId, userId, ticketId, kind, createdAt }: Delivered): string {
  const data = {
    notificationId: toGlobalId('Notification', notificationId),
    userId: toGlobalId('User', userId),
    ticketId: toGlobalId('Ticket', ticketId),
    kind,
  };
  return JSON.stringify({ type: 'notification.created', timestamp: createdAt.toISOString(), data });
}

/** The headers of an attempt at `now`, signed with each of the secrets. */
export function headersOf(
  messageId: string,
  body: string,
  secrets: readonly string[],
  now: Date,
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(messageId, now, body));
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
    'user-agent': 'Ticketwire',
  };
}
