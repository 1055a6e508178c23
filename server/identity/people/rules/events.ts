import type { NewEvent } from '../../../platform/events/event.js';

/** The event of a new user. */
export function userCreated(userId: string): Extract<NewEvent, { type: 'USER_CREATED' }> {
  return { type: 'USER_CREATED', changes: [{ field: 'user', from: null, to: userId }] };
}
