import { type Actor, isStaff } from '../../../platform/actor/actor.js';

export type PeopleAction =
  | 'administer'
  | 'updateSelf'
  | 'endSessions'
  | 'leadTeam'
  | 'manageKeys'
  | 'createRequesters';

const forPrograms: ReadonlySet<PeopleAction> = new Set(['administer', 'leadTeam']);

/** Whether the actor can do this with the organisation's users, catalogue and keys. `subject` is the user or the team. */
export function can(actor: Actor, action: PeopleAction, subject?: string): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'key') return forPrograms.has(action) && actor.scopes.includes('ADMINISTRATION');
  if (actor.role === 'ADMIN') return true;
  if (action === 'createRequesters') return isStaff(actor.role);
  if (action === 'updateSelf' || action === 'endSessions') return subject === actor.userId;
  if (action === 'leadTeam')
    return subject !== undefined && actor.role === 'LEAD' && actor.leadTeamIds.includes(subject);
  return false;
}
