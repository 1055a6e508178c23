import type { Actor } from '../../platform/viewer/actor.js';

/** What a decision about a major incident needs to know. */
export interface MajorIncidentFacts {
  /** What the actor is to the ticket. */
  relations: ReadonlySet<string>;
  /** Who leads it; null before it is declared. */
  leadId: string | null;
}

/**
 * Declaring moves many people, so it is for whoever answers for the team: its leads and administrators, not each agent who works it (an
 * agent asks for it). Whoever was made to lead it changes and ends it as well.
 */
export function mayLead(actor: Actor, { relations, leadId }: MajorIncidentFacts): boolean {
  return relations.has('LEAD') || isLeader(actor, leadId);
}

/** Status updates are posted by those who work it, and by who leads it. */
export function mayPost(actor: Actor, { relations, leadId }: MajorIncidentFacts): boolean {
  return relations.has('WORKER') || isLeader(actor, leadId);
}

function isLeader(actor: Actor, leadId: string | null): boolean {
  return actor.kind === 'user' && actor.userId === leadId;
}
