import type { Role } from '../../../platform/contract/generated/enums.js';

const order: readonly Role[] = ['REQUESTER', 'AGENT', 'LEAD', 'ADMIN'];

/** Whether a new role allows more than the one before. */
export function givesMore(before: Role, after: Role): boolean {
  return order.indexOf(after) > order.indexOf(before);
}
