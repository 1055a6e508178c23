const causes: readonly string[] = ['PROBLEM', 'CHANGE_REQUEST'];
const ends: readonly string[] = ['RESOLVED', 'CANCELLED'];

/**
 * Whether an event ends what tickets wait for that are on hold for its ticket: a problem or a change was implemented, resolved or cancelled.
 * `facts` is the ticket after the event.
 */
export function endsHolds(eventType: string, facts: { type: string; status: string }): boolean {
  return (
    causes.includes(facts.type) && (eventType === 'IMPLEMENTATION_COMPLETED' || ends.includes(facts.status))
  );
}

/** Whether the resume time of a hold is reached and was not announced. The SQL function `due_holds` has the same rule. */
export function isHoldDue({ holdDueAt }: { holdDueAt?: Date | null }, now: Date): boolean {
  return holdDueAt !== null && holdDueAt !== undefined && holdDueAt <= now;
}
