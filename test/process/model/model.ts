/**
 * A model of the process, small enough to compare with the documentation by reading. It shares no code with
 * the server. Random walks compare both.
 */
export type Status =
  | 'NEW'
  | 'TRIAGED'
  | 'INVESTIGATING'
  | 'PLANNING'
  | 'AWAITING_APPROVAL'
  | 'SCHEDULED'
  | 'IMPLEMENTING'
  | 'VERIFYING'
  | 'ON_HOLD'
  | 'RESOLVED'
  | 'CLOSED'
  | 'CANCELLED';

/** The transitions from each status. */
export const leaving = {
  NEW: ['TRIAGE', 'START_INVESTIGATION', 'HOLD', 'RESOLVE', 'CANCEL', 'MERGE'],
  TRIAGED: ['START_INVESTIGATION', 'REQUEUE', 'HOLD', 'RESOLVE', 'CANCEL', 'MERGE'],
  INVESTIGATING: ['DIAGNOSE', 'REQUEUE', 'HOLD', 'RESOLVE', 'CANCEL', 'MERGE'],
  PLANNING: ['SUBMIT_PLAN', 'HOLD', 'RESOLVE', 'CANCEL', 'MERGE'],
  AWAITING_APPROVAL: ['APPROVE', 'REJECT', 'HOLD', 'CANCEL', 'MERGE'],
  SCHEDULED: ['START_IMPLEMENTATION', 'HOLD', 'CANCEL', 'MERGE'],
  IMPLEMENTING: ['COMPLETE_IMPLEMENTATION', 'HOLD', 'RESOLVE', 'MERGE'],
  VERIFYING: ['VERIFY', 'HOLD', 'RESOLVE', 'MERGE'],
  ON_HOLD: ['RESUME', 'HOLD', 'RESOLVE', 'CANCEL', 'MERGE'],
  RESOLVED: ['REOPEN', 'CLOSE'],
  CLOSED: [],
  CANCELLED: ['UNMERGE'],
} as const satisfies Record<Status, readonly string[]>;

export type Transition = (typeof leaving)[Status][number];
export const transitions = [...new Set(Object.values(leaving).flat())] as [Transition, ...Transition[]];

/**
 * The participants. The agent and the lead of the desk and the agent of Network are in teams. One API key can
 * write, another only reads.
 */
export const people = [
  'requester',
  'requester2',
  'agent',
  'agent2',
  'lead',
  'admin',
  'writingKey',
  'readingKey',
  'outsider',
] as const;
export type Person = (typeof people)[number];
export type Team = 'desk' | 'network';

export interface Ticket {
  readonly type: string;
  readonly changeKind: string | null;
  readonly team: Team;
  status: Status;
  hold: { from: Status; reason: string } | null;
  merged: { status: Status; hold: Ticket['hold'] } | null;
  assignee: Person | null;
  categorised: boolean;
  servicesNamed: boolean;
  plan: { submitter: Person; window: 'past' | 'now' | 'future' | null; approvers: readonly Person[] } | null;
  openTasks: number;
  /** The parts of the resolution that the implementation provided. */
  proposed: readonly ('resolutionCode' | 'resolutionNotes')[];
  reviewed: boolean;
}

export interface Command {
  /** A transition, or another command of the process. */
  name: Transition | 'REPLY' | 'REVIEW' | 'TASK';
  by: Person;
  input: Readonly<Record<string, unknown>>;
  /** The parts of the input that depend on the time and on others. */
  window?: 'past' | 'now' | 'future' | null;
  assignee?: Person | null;
}

export type Verdict =
  | { done: true }
  | { done: false; code: 'NOT_FOUND' | 'FORBIDDEN' | 'VALIDATION_FAILED' }
  | { done: false; code: 'INVALID_TRANSITION'; reasons: string[] };

export function created(type: string, changeKind: string | null, team: Team): Ticket {
  const nothing = { hold: null, merged: null, assignee: null, plan: null };
  const facts = { categorised: false, servicesNamed: false, openTasks: 0, proposed: [], reviewed: false };
  return { type, changeKind, team, status: 'NEW', ...nothing, ...facts };
}

export function sees(person: Person): boolean {
  return person !== 'requester2' && person !== 'outsider';
}

export function works(person: Person, ticket: Ticket): boolean {
  if (person === 'admin' || person === 'writingKey') return true;
  const team = { agent: 'desk', lead: 'desk', agent2: 'network' }[person as string];
  return team === ticket.team || (team !== undefined && ticket.assignee === person);
}

/** Whether a person has the right to a transition in any status. */
function mayEver(name: Transition, person: Person, ticket: Ticket): boolean {
  const requester = person === 'requester';
  switch (name) {
    case 'APPROVE':
    case 'REJECT':
      return ticket.plan?.approvers.includes(person) ?? false;
    case 'CLOSE':
      return requester || person === 'admin' || person === 'writingKey' || leads(person, ticket);
    case 'VERIFY':
    case 'REOPEN':
    case 'CANCEL':
      return requester || works(person, ticket);
    default:
      return works(person, ticket);
  }
}

function leads(person: Person, ticket: Ticket): boolean {
  return person === 'lead' && ticket.team === 'desk';
}

/** The codes, in alphabetical order, that prevent a person from doing a transition now with any input. */
export function reasons(name: Transition, person: Person, ticket: Ticket): string[] {
  const found: string[] = [];
  const change = ticket.type === 'CHANGE_REQUEST';
  if (name === 'RESOLVE' && (change || ticket.type === 'PROBLEM')) found.push('WRONG_TYPE');
  const { from } = ticket.hold ?? {};
  const undecided = from === 'AWAITING_APPROVAL' || from === 'SCHEDULED';
  const begun = from === 'IMPLEMENTING' || from === 'VERIFYING';
  const leaves =
    (leaving[ticket.status] as readonly string[]).includes(name) &&
    !(name === 'RESOLVE' && undecided) &&
    !(name === 'CANCEL' && begun);
  if (!leaves) found.push('WRONG_STATUS');
  else if (name === 'COMPLETE_IMPLEMENTATION' && ticket.openTasks > 0) found.push('OPEN_TASKS');
  else if (name === 'CLOSE' && change && !ticket.reviewed) found.push('REVIEW_MISSING');
  else if (name === 'UNMERGE' && !ticket.merged) found.push('NOT_MERGED');
  const withdrawsLate = name === 'CANCEL' && !works(person, ticket) && ticket.status !== 'NEW';
  if (!mayEver(name, person, ticket) || (withdrawsLate && found.length === 0)) found.push('NOT_PERMITTED');
  return found.sort();
}

/** Whether a required field is missing. */
function incomplete({ name, by, input }: Command, ticket: Ticket): boolean {
  const has = (...fields: string[]) => fields.every((field) => Boolean(input[field]));
  switch (name) {
    case 'TRIAGE': {
      const services = has('affectedServices') || has('affectedServicesUnknown') || ticket.servicesNamed;
      return !((has('categoryId') || ticket.categorised) && services);
    }
    case 'START_INVESTIGATION':
      return !has('assigneeId') && !ticket.assignee && by.endsWith('Key');
    case 'DIAGNOSE':
      if (ticket.type !== 'INCIDENT' && ticket.type !== 'PROBLEM') return false;
      return !has('rootCause') && !has('rootCauseUnknownReason');
    case 'SUBMIT_PLAN':
      return ticket.type === 'CHANGE_REQUEST' && !has('risk', 'rollbackPlan');
    case 'START_IMPLEMENTATION':
      return ticket.plan?.window === 'future' && !has('outsideWindowReason');
    case 'VERIFY': {
      const resolution = (['resolutionCode', 'resolutionNotes'] as const).every(
        (field) => has(field) || (ticket.status === 'VERIFYING' && ticket.proposed.includes(field)),
      );
      return !has('evidence') || (input.outcome === 'PASSED' && !resolution);
    }
    case 'REJECT':
    case 'CANCEL':
      return !has('reason');
    default:
      return false;
  }
}

/** The approvers of a plan: the leads of the team and the administrators, but never the submitter. */
function approversFor(ticket: Ticket, submitter: Person): Person[] {
  const asked: Person[] = ticket.team === 'desk' ? ['lead', 'admin'] : ['admin'];
  return asked.filter((person) => person !== submitter);
}

export function asksApproval(ticket: Ticket): boolean {
  return ticket.changeKind === 'NORMAL' || ticket.changeKind === 'EMERGENCY';
}

/** Applies a command to the model's ticket, and returns the expected result. */
export function apply(ticket: Ticket, command: Command): Verdict {
  const { name, by } = command;
  if (!sees(by)) return { done: false, code: 'NOT_FOUND' };
  if (name === 'REPLY' || name === 'REVIEW' || name === 'TASK') return beside(ticket, command);
  // The records of the process are visible to readers of internal notes.
  const decides = name === 'APPROVE' || name === 'REJECT';
  if (decides && by === 'requester') return { done: false, code: 'NOT_FOUND' };
  const found = reasons(name, by, ticket);
  if (found.includes('NOT_PERMITTED')) return { done: false, code: 'FORBIDDEN' };
  if (incomplete(command, ticket)) found.push('MISSING_FIELDS');
  if (found.length > 0) return { done: false, code: 'INVALID_TRANSITION', reasons: found.sort() };
  const wrongAssignee = name === 'START_INVESTIGATION' && command.assignee === 'requester';
  const late = name === 'SUBMIT_PLAN' && command.window === 'past';
  const nobody = name === 'SUBMIT_PLAN' && asksApproval(ticket) && approversFor(ticket, by).length === 0;
  if (wrongAssignee || late || nobody) return { done: false, code: 'VALIDATION_FAILED' };
  move(ticket, command);
  return { done: true };
}

function beside(ticket: Ticket, { name, by, input }: Command): Verdict {
  if (name === 'REPLY') {
    if (by === 'readingKey') return { done: false, code: 'FORBIDDEN' };
    // A ticket that was merged passes the reply on to its target.
    const ended = ticket.status === 'CLOSED' || (ticket.status === 'CANCELLED' && !ticket.merged);
    if (ended) return { done: false, code: 'INVALID_TRANSITION', reasons: ['WRONG_STATUS'] };
    if (by === 'requester' && ticket.hold?.reason === 'AWAITING_REQUESTER') resume(ticket);
    else if (by === 'requester' && ticket.status === 'RESOLVED' && !input.keepResolved)
      ticket.status = 'INVESTIGATING';
    return { done: true };
  }
  if (name === 'TASK' && by === 'requester') return { done: false, code: 'NOT_FOUND' };
  if (!works(by, ticket)) return { done: false, code: 'FORBIDDEN' };
  const during: Status[] = name === 'TASK' ? ['IMPLEMENTING'] : ['RESOLVED', 'CLOSED'];
  if (!during.includes(ticket.status)) return { done: false, code: 'VALIDATION_FAILED' };
  if (name === 'TASK') ticket.openTasks -= 1;
  else ticket.reviewed = true;
  return { done: true };
}

function resume(ticket: Ticket): void {
  ticket.status = ticket.hold?.from ?? ticket.status;
  ticket.hold = null;
}

function move(ticket: Ticket, command: Command): void {
  const { name, by, input } = command;
  const to = (status: Status) => {
    ticket.status = status;
    ticket.hold = null;
  };
  const begin = () => to(ticket.plan?.window ? 'SCHEDULED' : 'IMPLEMENTING');
  switch (name) {
    case 'TRIAGE':
      ticket.categorised = true;
      if (input.affectedServices) ticket.servicesNamed = true;
      if (input.affectedServicesUnknown) ticket.servicesNamed = false;
      to('TRIAGED');
      break;
    case 'START_INVESTIGATION':
      ticket.assignee = command.assignee ?? ticket.assignee ?? by;
      to('INVESTIGATING');
      break;
    case 'DIAGNOSE':
      to('PLANNING');
      break;
    case 'SUBMIT_PLAN': {
      const approvers = asksApproval(ticket) ? approversFor(ticket, by) : [];
      ticket.plan = { submitter: by, window: command.window ?? null, approvers };
      ticket.openTasks = (input.tasks as unknown[]).length;
      ticket.proposed = [];
      if (asksApproval(ticket)) to('AWAITING_APPROVAL');
      else begin();
      break;
    }
    case 'APPROVE':
      begin();
      break;
    case 'REJECT':
      to('PLANNING');
      break;
    case 'START_IMPLEMENTATION':
      to('IMPLEMENTING');
      break;
    case 'COMPLETE_IMPLEMENTATION':
      ticket.proposed = (['resolutionCode', 'resolutionNotes'] as const).filter((field) => input[field]);
      to('VERIFYING');
      break;
    case 'VERIFY':
      ticket.reviewed = false;
      to(input.outcome === 'PASSED' ? 'RESOLVED' : 'INVESTIGATING');
      break;
    case 'HOLD':
      ticket.hold = { from: ticket.hold?.from ?? ticket.status, reason: String(input.reason) };
      ticket.status = 'ON_HOLD';
      break;
    case 'RESUME':
      resume(ticket);
      break;
    case 'REQUEUE':
      ticket.assignee = null;
      to('NEW');
      break;
    case 'RESOLVE':
      ticket.openTasks = 0;
      ticket.reviewed = false;
      to('RESOLVED');
      break;
    case 'REOPEN':
      to('INVESTIGATING');
      break;
    case 'CLOSE':
      to('CLOSED');
      break;
    case 'CANCEL':
      to('CANCELLED');
      break;
    case 'MERGE':
      ticket.merged = { status: ticket.status, hold: ticket.hold };
      to('CANCELLED');
      break;
    case 'UNMERGE': {
      const { merged } = ticket;
      Object.assign(ticket, { ...merged, merged: null });
    }
  }
}
