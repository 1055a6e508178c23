import type { Actor } from '../../platform/actor/actor.js';

/** Whether an actor can report alerts: programs with the scope, and administrators, to try it. */
export function mayReport(actor: Actor): boolean {
  if (actor.kind === 'key') return actor.scopes.includes('ALERTS_WRITE');
  return actor.kind === 'system' || actor.role === 'ADMIN';
}
