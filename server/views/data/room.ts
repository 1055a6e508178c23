import type { Gathering } from '../../platform/commands/command.js';
import type { SavedViewSharing } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';

/** How many saved views a user, a team and the organisation can have. */
const MOST_VIEWS = 200;

/** With whom a view is to be shared, as an input gives it. */
export interface GivenSharing {
  sharing?: SavedViewSharing | null | undefined;
  teamId?: string | null | undefined;
}

/** The audience that a view is to get, locked, and how many views it has. Nothing where the sharing stays as it is. */
export function roomFor(
  { me, organisationId }: Gathering,
  { sharing, teamId }: GivenSharing,
): { audience: Sql<{ id: string }> | null; views: Sql<{ count: number }> | null } {
  if (!sharing) return { audience: null, views: null };
  const id = {
    PRIVATE: sql`me.user_id`,
    TEAM: sql`${idOfType(teamId ?? '', 'Team')}::uuid`,
    ORGANISATION: sql`${organisationId}::uuid`,
  }[sharing];
  const source = {
    PRIVATE: sql`users a on a.organisation_id = ${organisationId}`,
    TEAM: sql`teams a on a.organisation_id = ${organisationId}`,
    ORGANISATION: sql`organisations a on a.id = ${organisationId}`,
  }[sharing];
  return {
    audience: sql`select a.id from ${me} join ${source} and a.id = ${id} for no key update of a`,
    views: sql`select count(*)::int as count from ${me}
      join saved_views sv on sv.organisation_id = ${organisationId} and sv.audience_id = ${id}`,
  };
}

/** Why the audience can have no further view: there is no such team, or it has too many. */
export function roomProblem(
  { audience, views }: { audience: readonly { id: string }[]; views: readonly { count: number }[] },
  { teamId }: GivenSharing,
): UserError | null {
  const [found] = audience;
  if (!found) return notFound(['teamId'], teamId, 'team');
  if ((views[0]?.count ?? 0) < MOST_VIEWS) return null;
  const message = `A user, a team and the organisation can have at most ${MOST_VIEWS} saved views each. Delete one that is not used.`;
  return invalid(['sharing'], 'TOO_MANY', message);
}

/** Checks that a team is given exactly when the view is to be shared with one. */
export function givenTeamProblem({ sharing, teamId }: GivenSharing): UserError | null {
  const isGiven = typeof teamId === 'string';
  if (sharing === 'TEAM' && !isGiven)
    return invalid(['teamId'], 'REQUIRED', 'teamId is required when sharing is TEAM.');
  if (sharing !== 'TEAM' && isGiven)
    return invalid(['teamId'], 'CONTRADICTION', 'teamId is given only together with sharing: TEAM.');
  return null;
}
