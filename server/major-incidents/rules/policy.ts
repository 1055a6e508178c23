import type { Actor } from '../../platform/actor/actor.js';

/** The facts for a decision about a major incident. */
export interface MajorIncidentFacts {
  /** The actor's roles on the ticket. */
  roles: ReadonlySet<string>;
  /** The leader; null before it is declared. */
  leadId: string | null;
}

/**
 * Declaring a major incident concerns many people, so it is for leads of the team and administrators, not for every agent who works the
 * ticket. The leader of a major incident can also change and end it.
 */
export function mayLead(actor: Actor, { roles, leadId }: MajorIncidentFacts): boolean {
  return roles.has('LEAD') || isLeader(actor, leadId);
}

/** Workers of the ticket and the leader can post status updates. */
export function mayPost(actor: Actor, { roles, leadId }: MajorIncidentFacts): boolean {
  return roles.has('WORKER') || isLeader(actor, leadId);
}

function isLeader(actor: Actor, leadId: string | null): boolean {
  return actor.kind === 'user' && actor.userId === leadId;
}
