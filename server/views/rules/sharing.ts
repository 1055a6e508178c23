import { can as canPeople } from '../../identity/people/rules/policy.js';
import { type Actor, isStaff } from '../../platform/actor/actor.js';
import type { SavedViewSharing } from '../../platform/contract/generated/enums.js';

/** With whom a view is shared. */
export interface Sharing {
  organisationId: string;
  sharing: SavedViewSharing;
  teamId?: string | null;
  createdByUserId?: string | null;
}

/** The user, the team or the organisation that a view is for. */
export function audienceOf({ organisationId, sharing, teamId, createdByUserId }: Sharing): string | null {
  if (sharing === 'PRIVATE') return createdByUserId ?? null;
  return sharing === 'TEAM' ? (teamId ?? null) : organisationId;
}

/** The audiences to which an actor belongs. */
export interface Audiences {
  ids: readonly string[];
  /** Whether every team is one too. */
  allTeams: boolean;
}

/** Whose views an actor reads: users their own, staff those of their teams and of the organisation, administrators and keys of any team. */
export function audiences(actor: Actor): Audiences {
  const { organisationId } = actor;
  if (actor.kind !== 'user') return { ids: [organisationId], allTeams: true };
  const { userId, role, teamIds } = actor;
  if (!isStaff(role)) return { ids: [userId], allTeams: false };
  return { ids: [userId, organisationId, ...teamIds], allTeams: role === 'ADMIN' };
}

/** Whether an actor reads a view. `visibleViews` is the same in SQL. */
export function mayRead(actor: Actor, view: Sharing): boolean {
  const { ids, allTeams } = audiences(actor);
  return ids.includes(audienceOf(view) ?? '') || (allTeams && view.sharing === 'TEAM');
}

/** Whether an actor can change a view that they read, or make one that is shared like this. */
export function mayWrite(actor: Actor, view: Sharing): boolean {
  switch (view.sharing) {
    case 'PRIVATE':
      return actor.kind === 'user' && actor.userId === view.createdByUserId;
    case 'TEAM':
      return canPeople(actor, 'leadTeam', view.teamId ?? '');
    case 'ORGANISATION':
      return canPeople(actor, 'administer');
  }
}
