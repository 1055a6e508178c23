/** The terms of the log, translated to this API. */

export type Status = 'NEW' | 'INVESTIGATING' | 'ON_HOLD' | 'RESOLVED' | 'CLOSED';
export type HoldReason =
  | 'AWAITING_REQUESTER'
  | 'AWAITING_VENDOR'
  | 'AWAITING_CHANGE'
  | 'AWAITING_PROBLEM'
  | 'AWAITING_EVIDENCE';
export type Level = 'HIGH' | 'MEDIUM' | 'LOW';
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';
export type Channel = 'PORTAL' | 'API' | 'EMAIL' | 'PHONE' | 'MONITORING';

/** The state of the incident in a row. */
export interface Standing {
  status: Status;
  /** Set when on hold. */
  reason?: HoldReason;
}

const standings = new Map<string, Standing>(
  Object.entries({
    new: { status: 'NEW' },
    active: { status: 'INVESTIGATING' },
    'awaiting user info': { status: 'ON_HOLD', reason: 'AWAITING_REQUESTER' },
    'awaiting vendor': { status: 'ON_HOLD', reason: 'AWAITING_VENDOR' },
    'awaiting change': { status: 'ON_HOLD', reason: 'AWAITING_CHANGE' },
    'awaiting problem': { status: 'ON_HOLD', reason: 'AWAITING_PROBLEM' },
    'awaiting evidence': { status: 'ON_HOLD', reason: 'AWAITING_EVIDENCE' },
    resolved: { status: 'RESOLVED' },
    closed: { status: 'CLOSED' },
  }),
);

/** The status of `incident_state`; undefined when it is unknown. */
export function standingOf(state: string | undefined): Standing | undefined {
  return state === undefined ? undefined : standings.get(state.toLowerCase());
}

/** `1 - High` → HIGH. */
export function levelOf(value: string | undefined): Level | undefined {
  const levels: Readonly<Record<string, Level>> = { '1': 'HIGH', '2': 'MEDIUM', '3': 'LOW' };
  return levels[value?.charAt(0) ?? ''];
}

/** `3 - Moderate` → P3. */
export function priorityOf(value: string | undefined): Priority | undefined {
  const priorities: Readonly<Record<string, Priority>> = { '1': 'P1', '2': 'P2', '3': 'P3', '4': 'P4' };
  return priorities[value?.charAt(0) ?? ''];
}

const channels = new Map<string, Channel>(
  Object.entries({
    phone: 'PHONE',
    ivr: 'PHONE',
    email: 'EMAIL',
    'self service': 'PORTAL',
    'direct opening': 'PORTAL',
  }),
);

export function channelOf(contactType: string | undefined): Channel {
  return channels.get(contactType?.toLowerCase() ?? '') ?? 'PORTAL';
}

/** The meaning of a row without a group (`?`): the group stays, or there is none and the ticket is in the default queue. */
export type UnknownGroup = 'keep' | 'default-queue';

/** The group after a row, given the one before; null: none, the default queue. */
export function groupAfter(
  before: string | null,
  named: string | undefined,
  unknown: UnknownGroup,
): string | null {
  return named ?? (unknown === 'keep' ? before : null);
}

const matrix: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  HIGH: { HIGH: 'P1', MEDIUM: 'P2', LOW: 'P3' },
  MEDIUM: { HIGH: 'P2', MEDIUM: 'P3', LOW: 'P4' },
  LOW: { HIGH: 'P3', MEDIUM: 'P4', LOW: 'P4' },
};

/** The priority by the matrix. */
export function priorityBy(impact: Level, urgency: Level): Priority {
  return matrix[impact][urgency];
}
