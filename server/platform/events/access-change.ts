/**
 * Which queues' tickets some users see from an event on, and did not before, or the reverse. Stored in the event as it is then, so that live
 * and replayed streams decide alike. A personal right to one ticket is none: the changes of an event of that ticket name the person.
 */
export type AccessChange =
  /** The role of a user. It can change the sight of every ticket. */
  | { kind: 'ROLE'; userId: string }
  /** Users who came into a team or left it, and the team's `TEAM` queues. */
  | { kind: 'TEAM'; userIds: string[]; queueIds: string[] }
  /** A queue that became `TEAM` or ceased to be: for all agents and leads except those who see it before and after. */
  | { kind: 'QUEUE'; queueId: string; exceptUserIds: string[] };

/** The change of access in the facts of an event that is about no ticket. */
export function accessChangeOf({
  ticketId,
  facts,
}: {
  ticketId: string | null;
  facts: object | null;
}): AccessChange | null {
  return ticketId === null && facts !== null && 'kind' in facts ? (facts as AccessChange) : null;
}
