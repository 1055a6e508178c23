import type { TicketStatus, TicketType } from '../../platform/contract/generated/types.js';

/** What happens to resolved and closed tickets of one type. */
export interface ClosurePolicy {
  /** After so many quiet days a resolved ticket closes by itself; null: never. */
  autoCloseDays: number | null;
  /** Whether its requester is asked how it went. */
  survey: boolean;
}

/**
 * What counts where an organisation has said nothing. A change or a problem takes longer to show that it is over. Problems are opened by
 * those who work them, and of OTHER nobody knows what it is: nobody is asked about them.
 */
export const usualPolicies: Readonly<Record<TicketType, ClosurePolicy>> = {
  INCIDENT: { autoCloseDays: 7, survey: true },
  SERVICE_REQUEST: { autoCloseDays: 7, survey: true },
  CHANGE_REQUEST: { autoCloseDays: 14, survey: true },
  PROBLEM: { autoCloseDays: 14, survey: false },
  OTHER: { autoCloseDays: 7, survey: false },
};

/** The policies of an organisation for all types, from what it has changed. */
export function policiesFrom(
  changed: readonly (ClosurePolicy & { type: string })[],
): (ClosurePolicy & { type: TicketType })[] {
  return (Object.keys(usualPolicies) as TicketType[]).map((type) => {
    const { autoCloseDays, survey } = changed.find((one) => one.type === type) ?? usualPolicies[type];
    return { type, autoCloseDays, survey };
  });
}

/**
 * When a ticket closes by itself if it stays quiet until then; null when it does not. The time runs from the last change of its public
 * side, as it was recorded: what is internal does not count, and an import begins it when it comes in.
 */
export function autoCloseAt(
  ticket: { status: TicketStatus; updatedAt: Date },
  { autoCloseDays }: ClosurePolicy,
  reviewMissing: boolean,
): Date | null {
  if (ticket.status !== 'RESOLVED' || autoCloseDays === null || reviewMissing) return null;
  return new Date(ticket.updatedAt.getTime() + autoCloseDays * 24 * 60 * 60 * 1000);
}

/** The closure summary of what time closed. */
export function quietSummary(days: number): string {
  return days === 1 ? 'Closed after 1 quiet day.' : `Closed after ${days} quiet days.`;
}
