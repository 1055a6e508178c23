export { type ConnectionOptions, LiveConnection, requireWebSocket, type TokenSource } from './connection.ts';
export { ConnectionClosed, SubscriptionRefused, TokenRefused } from './errors.ts';
export { type Following, type FollowOptions, follow } from './follow.ts';
export type { ResyncReason, StreamItem, StreamPosition, TicketGone } from './items.ts';
export { applyToList, type ListEvent, type ListOptions, mirrorList } from './mirror-list.ts';
export type { ObserveOptions } from './observe.ts';
export { OptimisticRows } from './optimistic.ts';
export { Screen } from './screen.ts';
export { followView, keepRows, type View, type ViewOptions } from './view.ts';
