import { isStaff } from '../../../platform/actor/actor.js';
import type { Role } from '../../../platform/contract/generated/enums.js';

interface Account {
  role: Role;
  active: boolean;
}

/** Whether a user can be given work. */
export function takesWork({ role, active }: Account): boolean {
  return active && isStaff(role);
}

/** Whether a user administers: their API keys with `ADMINISTRATION` work. */
export function administers({ role, active }: Account): boolean {
  return active && role === 'ADMIN';
}
