/** The words of the process, as the contract spells them. */
export const ticketTypes = ['INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER'] as const;
export type TicketType = (typeof ticketTypes)[number];

export const ticketStatuses = [
  'NEW',
  'TRIAGED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'SCHEDULED',
  'IMPLEMENTING',
  'VERIFYING',
  'ON_HOLD',
  'RESOLVED',
  'CLOSED',
  'CANCELLED',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export type StatusCategory = 'TODO' | 'IN_PROGRESS' | 'WAITING' | 'DONE';
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';
export type Level = 'HIGH' | 'MEDIUM' | 'LOW';
export type Channel = 'PORTAL' | 'API' | 'EMAIL' | 'PHONE' | 'MONITORING';
export type ChangeKind = 'NORMAL' | 'STANDARD' | 'EMERGENCY';
export type HoldReason =
  | 'AWAITING_REQUESTER'
  | 'AWAITING_VENDOR'
  | 'AWAITING_CHANGE'
  | 'AWAITING_PROBLEM'
  | 'AWAITING_EVIDENCE';

const categories: Record<TicketStatus, StatusCategory> = {
  NEW: 'TODO',
  TRIAGED: 'TODO',
  INVESTIGATING: 'IN_PROGRESS',
  PLANNING: 'IN_PROGRESS',
  AWAITING_APPROVAL: 'WAITING',
  SCHEDULED: 'IN_PROGRESS',
  IMPLEMENTING: 'IN_PROGRESS',
  VERIFYING: 'IN_PROGRESS',
  ON_HOLD: 'WAITING',
  RESOLVED: 'DONE',
  CLOSED: 'DONE',
  CANCELLED: 'DONE',
};

/** The coarse status, for boards. */
export function statusCategory(status: TicketStatus): StatusCategory {
  return categories[status];
}

const prefixes: Record<TicketType, string> = {
  INCIDENT: 'INC',
  SERVICE_REQUEST: 'REQ',
  CHANGE_REQUEST: 'CHG',
  PROBLEM: 'PRB',
  OTHER: 'TKT',
};

/** The number people use, for example `INC-1042`. */
export function ticketNumber(type: TicketType, number: number): string {
  return `${prefixes[type]}-${number}`;
}

/** What a number stands for; null when it is none. */
export function parseTicketNumber(text: string): { type: TicketType; number: number } | null {
  const match = /^([A-Z]{3})-([1-9]\d{0,8})$/.exec(text.trim().toUpperCase());
  const type = ticketTypes.find((t) => prefixes[t] === match?.[1]);
  return match && type ? { type, number: Number(match[2]) } : null;
}
