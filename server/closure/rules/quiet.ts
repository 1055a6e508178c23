import type { TicketType } from '../../platform/contract/generated/types.js';

/** How tickets of one type are closed. */
export interface ClosurePolicy {
  /** A resolved ticket closes automatically after this number of quiet days; null: never. */
  autoCloseDays: number | null;
  /** Whether the requester gets a satisfaction survey. */
  survey: boolean;
}

/**
 * The defaults. The success of a change or a problem shows later, so they have more days. Problems are opened by agents, and the content of
 * OTHER is unknown, so they have no survey.
 */
export const usualPolicies: Readonly<Record<TicketType, ClosurePolicy>> = {
  INCIDENT: { autoCloseDays: 7, survey: true },
  SERVICE_REQUEST: { autoCloseDays: 7, survey: true },
  CHANGE_REQUEST: { autoCloseDays: 14, survey: true },
  PROBLEM: { autoCloseDays: 14, survey: false },
  OTHER: { autoCloseDays: 7, survey: false },
};

/** The policies of an organisation for all types: the defaults with its changes. */
export function policiesFrom(
  changed: readonly (ClosurePolicy & { type: string })[],
): (ClosurePolicy & { type: TicketType })[] {
  return (Object.keys(usualPolicies) as TicketType[]).map((type) => {
    const { autoCloseDays, survey } = changed.find((one) => one.type === type) ?? usualPolicies[type];
    return { type, autoCloseDays, survey };
  });
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * When a resolved ticket closes automatically if nothing changes; null when it does not. The time runs from its resolution or the last
 * public change after it, as the server recorded them. Internal changes, imports and automatic mails do not count.
 */
export function autoCloseAt(
  quietSince: Date,
  { autoCloseDays }: ClosurePolicy,
  reviewMissing: boolean,
): Date | null {
  if (autoCloseDays === null || reviewMissing) return null;
  return new Date(quietSince.getTime() + autoCloseDays * DAY_MS);
}

/** The number of quiet days after which a ticket closes at this moment. */
export function quietDays(quietSince: Date, autoCloseAt: Date): number {
  return (autoCloseAt.getTime() - quietSince.getTime()) / DAY_MS;
}

/** The closure summary of automatic closing. */
export function quietSummary(days: number): string {
  return days === 1 ? 'Closed after 1 quiet day.' : `Closed after ${days} quiet days.`;
}
