import { TicketType } from '../../platform/contract/generated/enums.js';

const prefixes: Record<TicketType, string> = {
  INCIDENT: 'INC',
  SERVICE_REQUEST: 'REQ',
  CHANGE_REQUEST: 'CHG',
  PROBLEM: 'PRB',
  OTHER: 'TKT',
};

/** A ticket number, for example `INC-1042`. */
export function ticketNumber(type: TicketType, number: number): string {
  return `${numberPrefix(type)}${number}`;
}

/** What the numbers of a type begin with. */
export function numberPrefix(type: TicketType): string {
  return `${prefixes[type]}-`;
}

/** The parts of a ticket number; null when it is malformed. */
export function parseTicketNumber(text: string): { type: TicketType; number: number } | null {
  const match = /^([A-Z]{3})-([1-9]\d{0,8})$/.exec(text.trim().toUpperCase());
  const type = Object.values(TicketType).find((t) => prefixes[t] === match?.[1]);
  return match && type ? { type, number: Number(match[2]) } : null;
}
