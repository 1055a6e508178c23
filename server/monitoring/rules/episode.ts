import type {
  AlertEpisodeAction,
  AlertResolvedAction,
  AlertStatus,
  TicketStatus,
} from '../../platform/contract/generated/enums.js';
import type { Report } from './report.js';

/**
 * For so long after an all-clear, the report that it ended can still come once more: from another Alertmanager of a cluster, or because an
 * answer was lost. Later it means that the alert fires again.
 */
const LATE_MS = 60_000;

/** What is known of an alert in the present episode. */
export interface Known {
  status: AlertStatus;
  startsAt: Date;
  endsAt?: Date | null;
  lastReportedAt: Date;
  /** Whether it was suppressed, so that it has no ticket. */
  suppressed?: boolean;
}

/** What is known of a dedup key before a report. */
export interface Standing {
  /** The alert of the report. */
  alert: Known | null;
  /** Number of other alerts of the key that fire. */
  othersFiring: number;
  /** Its ticket. */
  ticket: { status: TicketStatus; resolvedAt?: Date | null } | null;
  /** Whether the alerts of the key flap, this report included. */
  flapping?: boolean;
  /** Whether a silence or a change in its window keeps the report from opening a ticket. */
  suppressed?: boolean;
}

/** What an integration says about episodes. */
export interface EpisodePolicy {
  onResolved: AlertResolvedAction;
  onNewEpisode: AlertEpisodeAction;
  reopenMinutes: number;
}

/** What to do with a report. */
export type Step =
  /** Nothing. */
  | { do: 'NOTHING' }
  /** A ticket is opened: a new episode begins. */
  | { do: 'OPEN' }
  /** The alert is recorded without a ticket. */
  | { do: 'SUPPRESS' }
  /** The alert is recorded on its ticket, which is reopened or stays as it is. */
  | { do: 'RECORD'; reopens: boolean }
  /** The all-clear of the alert is recorded, and its ticket goes on by the policy or stays as it is. */
  | { do: 'CLEAR'; moves: 'NO' | 'TO_VERIFYING' | 'TO_RESOLVED' };

/** What a report does, by what is known. */
export function stepFor(report: Report, standing: Standing, policy: EpisodePolicy, now: Date): Step {
  return report.status === 'FIRING' ? fires(report, standing, policy, now) : clears(report, standing, policy);
}

function fires(
  { startsAt }: Report,
  { alert, ticket, flapping = false, suppressed = false }: Standing,
  { onNewEpisode, reopenMinutes }: EpisodePolicy,
  now: Date,
): Step {
  // An alert that was suppressed and still fires opens its ticket when it is reported after that.
  const waits = alert?.suppressed === true && alert.status === 'FIRING' && !suppressed;
  if (alert && startsAt && !waits && isKnown(alert, startsAt, now)) return { do: 'NOTHING' };
  if (ticket && !isDone(ticket.status)) return { do: 'RECORD', reopens: false };
  if (suppressed) return { do: 'SUPPRESS' };
  if (ticket?.status !== 'RESOLVED') return { do: 'OPEN' };
  if (flapping) return { do: 'RECORD', reopens: true };
  if (onNewEpisode !== 'REOPEN') return { do: 'OPEN' };
  const since = now.getTime() - (ticket.resolvedAt?.getTime() ?? 0);
  return since <= reopenMinutes * 60_000 ? { do: 'RECORD', reopens: true } : { do: 'OPEN' };
}

/**
 * Whether it is known that the alert fires, or fired, since this time or a later one. After an all-clear that holds only for a while: the
 * time that is known can be wrong, and an alert that goes on firing must not be lost.
 */
function isKnown({ status, startsAt, lastReportedAt }: Known, since: Date, now: Date): boolean {
  if (since > startsAt) return false;
  return status === 'FIRING' || now.getTime() - lastReportedAt.getTime() <= LATE_MS;
}

function clears(
  { endsAt }: Report,
  { alert, othersFiring, ticket, flapping = false }: Standing,
  { onResolved }: EpisodePolicy,
): Step {
  // What never fired, was cleared already, or fired again after this all-clear.
  if (alert?.status !== 'FIRING' || (endsAt && isEarlier(endsAt, alert))) return { do: 'NOTHING' };
  const stays = othersFiring > 0 || !ticket || flapping;
  return { do: 'CLEAR', moves: stays ? 'NO' : movesAtEnd(ticket, { onResolved }) };
}

/** How the end of the last alert moves its ticket. */
export function movesAtEnd(
  { status }: { status: TicketStatus },
  { onResolved }: Pick<EpisodePolicy, 'onResolved'>,
): 'NO' | 'TO_VERIFYING' | 'TO_RESOLVED' {
  if (isDone(status) || onResolved === 'RECORD') return 'NO';
  return onResolved === 'VERIFY' ? 'TO_VERIFYING' : 'TO_RESOLVED';
}

/** Whether an alert ended before it began to fire, and before it was reported: the clock of the sender can be fast. */
function isEarlier(endsAt: Date, { startsAt, lastReportedAt }: Known): boolean {
  return endsAt < startsAt && endsAt < lastReportedAt;
}

/** Whether a ticket is no open one any more. */
export function isDone(status: TicketStatus): boolean {
  return status === 'RESOLVED' || status === 'CLOSED' || status === 'CANCELLED';
}
