/** An item of a subscription, as the contract's interface `StreamItem`. Later versions of the server send further kinds: ignore them. */
export interface StreamItem {
  __typename: string;
  cursor: string;
}

/** All that was before this cursor has been sent. The first item of most subscriptions; quiet ones repeat it. */
export interface StreamPosition extends StreamItem {
  __typename: 'StreamPosition';
}

/** You can no longer see this ticket. */
export interface TicketGone extends StreamItem {
  __typename: 'TicketGone';
  ticketId: string;
}

/** The subscription cannot continue: read your data again. `follow` handles it and never gives it to you. */
export interface ResyncRequired extends StreamItem {
  __typename: 'ResyncRequired';
  resyncReason: string;
}

/** The values of `ResyncReason` today. Later versions of the server add some. */
export type ResyncReason =
  | 'CURSOR_TOO_OLD'
  | 'CURSOR_UNKNOWN'
  | 'TOO_FAR_BEHIND'
  | 'OVER_BUDGET'
  | 'ACCESS_CHANGED'
  | 'VIEW_CHANGED'
  | (string & {});

/** Each of these is complete by itself. Other items can share a cursor: the position after them shows that all of them have come. */
const complete: readonly string[] = [
  'StreamPosition',
  'TicketEvent',
  'TicketViewSnapshot',
  'QueueCountersSnapshot',
  'TicketPresence',
];

/** Whether a subscription can resume after this item without losing an item that has the same cursor. */
export function isComplete(item: StreamItem): boolean {
  return complete.includes(item.__typename);
}

/** What makes an event different from all others; undefined for items that say how things are and can come again. */
export function identityOf(item: StreamItem): string | undefined {
  if (item.__typename === 'TicketEvent') return item.cursor;
  if (item.__typename === 'TicketGone') return `${item.cursor} ${(item as TicketGone).ticketId}`;
  return undefined;
}
