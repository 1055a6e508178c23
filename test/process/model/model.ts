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
  AWAITING_APPROVAL: ['APPROVE', 'REJECT', 'WITHDRAW_PLAN', 'HOLD', 'CANCEL', 'MERGE'],
  SCHEDULED: ['START_IMPLEMENTATION', 'WITHDRAW_PLAN', 'HOLD', 'CANCEL', 'MERGE'],
  IMPLEMENTING: ['COMPLETE_IMPLEMENTATION', 'WITHDRAW_PLAN', 'HOLD', 'RESOLVE', 'MERGE'],
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

/** A user who is asked about a plan. */
interface Approver {
  readonly person: Person;
  decision: 'APPROVED' | 'DELEGATED' | null;
}

/** A plan and its approval, if it needs one. */
export interface Plan {
  /** Those who answer for it: the administrator created the API key. */
  readonly submitters: readonly Person[];
  readonly window: 'past' | 'now' | 'future' | null;
  readonly approvers: Approver[];
  readonly needed: number;
  /** Whether it was rejected, withdrawn, or cancelled before a decision. */
  ended: boolean;
}

export interface Ticket {
  readonly type: string;
  readonly changeKind: string | null;
  readonly team: Team;
  /** One of the two requesters. */
  requester: Person;
  status: Status;
  hold: { from: Status; reason: string } | null;
  merged: { status: Status; hold: Ticket['hold'] } | null;
  assignee: Person | null;
  categorised: boolean;
  servicesNamed: boolean;
  plan: Plan | null;
  /** Earlier plans. */
  former: Plan[];
  openTasks: number;
  reviewed: boolean;
}

export interface Command {
  /** A transition, or another command of the process. */
  name: Transition | 'REPLY' | 'REVIEW' | 'TASK' | 'DELEGATE' | 'REQUEST';
  by: Person;
  input: Readonly<Record<string, unknown>>;
  /** The parts of the input that depend on the time and on others. */
  window?: 'past' | 'now' | 'future' | null;
  assignee?: Person | null;
  /** Of a delegation: to whom, and for whom if not for oneself. Of a change of the requester: to whom. */
  to?: Person;
  of?: Person | null;
}

export type Verdict =
  | { done: true }
  | { done: false; code: 'NOT_FOUND' | 'FORBIDDEN' | 'VALIDATION_FAILED' }
  | { done: false; code: 'INVALID_TRANSITION'; reasons: string[] };

export function created(type: string, changeKind: string | null, team: Team): Ticket {
  const nothing = { hold: null, merged: null, assignee: null, plan: null };
  const former: Plan[] = [];
  const facts = {
    former,
    categorised: false,
    servicesNamed: false,
    openTasks: 0,
    reviewed: false,
  };
  return { type, changeKind, team, requester: 'requester', status: 'NEW', ...nothing, ...facts };
}

/** Whether somebody sees the ticket: the other requester only as an approver, while the approval gives access. */
export function sees(person: Person, ticket: Ticket): boolean {
  if (isGuest(person)) return person === ticket.requester || isAsked(person, ticket);
  return person !== 'outsider';
}

function isGuest(person: Person): boolean {
  return person === 'requester' || person === 'requester2';
}

/** Whether somebody sees the records of the process: readers of internal notes, and approvers. */
function seesRecords(person: Person, ticket: Ticket): boolean {
  return !isGuest(person) || isAsked(person, ticket);
}

/** Whether an approval of the ticket gives somebody access: it is pending or approved, and the ticket is not cancelled or merged. */
function isAsked(person: Person, { status, plan, former }: Ticket): boolean {
  if (status === 'CANCELLED') return false;
  return [...(plan ? [plan] : []), ...former].some((one) => approverOf(one, person) !== undefined);
}

function approverOf(plan: Plan | null, person: Person): Approver | undefined {
  if (!plan || plan.ended) return undefined;
  return plan.approvers.find((one) => one.person === person && one.decision !== 'DELEGATED');
}

export function works(person: Person, ticket: Ticket): boolean {
  if (person === 'admin' || person === 'writingKey') return true;
  const team = { agent: 'desk', lead: 'desk', agent2: 'network' }[person as string];
  return team === ticket.team || (team !== undefined && ticket.assignee === person);
}

/** Whether somebody is an approver by their present rights, or has decided: the requester of the ticket is none. */
function canDecide(person: Person, { plan, requester }: Ticket): boolean {
  const own = approverOf(plan, person);
  return own !== undefined && (own.decision !== null || person !== requester);
}

/** Whether a person has the right to a transition in any status. */
function mayEver(name: Transition, person: Person, ticket: Ticket): boolean {
  const requester = person === ticket.requester;
  switch (name) {
    case 'APPROVE':
    case 'REJECT':
      return canDecide(person, ticket);
    case 'WITHDRAW_PLAN':
      return works(person, ticket) || (ticket.plan?.submitters.includes(person) ?? false);
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
  else if ((name === 'APPROVE' || name === 'REJECT') && approverOf(ticket.plan, person)?.decision)
    found.push('ALREADY_DECIDED');
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
      const services = has('affectedServiceNames') || has('affectedServicesUnknown') || ticket.servicesNamed;
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
    case 'VERIFY':
      return !has('evidence');
    case 'REJECT':
    case 'WITHDRAW_PLAN':
    case 'CANCEL':
      return !has('reason');
    default:
      return false;
  }
}

/** The policies: who is asked about problems and other tickets, and how many of them must approve. */
export const policies = {
  PROBLEM: { rule: 'QUORUM', quorum: 2, people: ['lead', 'admin', 'agent2'] },
  OTHER: { rule: 'ALL_OF', quorum: null, people: ['lead', 'agent', 'requester', 'requester2'] },
} as const;

function policyOf({ type }: Ticket) {
  return type === 'PROBLEM' || type === 'OTHER' ? policies[type] : null;
}

/** Those who answer for what somebody submits: the administrator created the API key. */
function submittersFor(by: Person): Person[] {
  return by === 'writingKey' ? [by, 'admin'] : [by];
}

/**
 * The approvers of a plan: those of the policy, or the leads of the team and the administrators, but never a submitter or the requester of
 * the ticket.
 */
function approversFor(ticket: Ticket, by: Person): Person[] {
  const usual: readonly Person[] = ticket.team === 'desk' ? ['lead', 'admin'] : ['admin'];
  const asked = policyOf(ticket)?.people ?? usual;
  return asked.filter((person) => person !== ticket.requester && !submittersFor(by).includes(person));
}

function neededOf(ticket: Ticket, approvers: readonly Person[]): number {
  const policy = policyOf(ticket);
  return policy?.rule === 'ALL_OF' ? approvers.length : (policy?.quorum ?? 1);
}

export function asksApproval(ticket: Ticket): boolean {
  return policyOf(ticket) !== null || ticket.changeKind === 'NORMAL' || ticket.changeKind === 'EMERGENCY';
}

/** Applies a command to the model's ticket, and returns the expected result. */
export function apply(ticket: Ticket, command: Command): Verdict {
  const { name, by } = command;
  if (!sees(by, ticket)) return { done: false, code: 'NOT_FOUND' };
  if (name === 'REPLY' || name === 'REVIEW' || name === 'TASK') return beside(ticket, command);
  if (name === 'DELEGATE') return delegate(ticket, command);
  if (name === 'REQUEST') return request(ticket, command);
  const decides = name === 'APPROVE' || name === 'REJECT';
  if (decides && !seesRecords(by, ticket)) return { done: false, code: 'NOT_FOUND' };
  const found = reasons(name, by, ticket);
  if (found.includes('NOT_PERMITTED')) return { done: false, code: 'FORBIDDEN' };
  // Only workers write the words of a resolution.
  const writes = name === 'VERIFY' && (command.input.resolutionCode || command.input.resolutionNotes);
  if (writes && !works(by, ticket)) return { done: false, code: 'FORBIDDEN' };
  if (incomplete(command, ticket)) found.push('MISSING_FIELDS');
  if (found.length > 0) return { done: false, code: 'INVALID_TRANSITION', reasons: found.sort() };
  const wrongAssignee = name === 'START_INVESTIGATION' && command.assignee === 'requester';
  const late = name === 'SUBMIT_PLAN' && command.window === 'past';
  const able = approversFor(ticket, by);
  const nobody =
    name === 'SUBMIT_PLAN' && asksApproval(ticket) && able.length < Math.max(1, neededOf(ticket, able));
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
    if (by === ticket.requester && ticket.hold?.reason === 'AWAITING_REQUESTER') resume(ticket);
    else if (by === ticket.requester && ticket.status === 'RESOLVED' && !input.keepResolved)
      ticket.status = 'INVESTIGATING';
    return { done: true };
  }
  if (name === 'TASK' && isGuest(by)) return { done: false, code: 'NOT_FOUND' };
  if (!works(by, ticket)) return { done: false, code: 'FORBIDDEN' };
  const during: Status[] = name === 'TASK' ? ['IMPLEMENTING'] : ['RESOLVED', 'CLOSED'];
  if (!during.includes(ticket.status)) return { done: false, code: 'VALIDATION_FAILED' };
  if (name === 'TASK') ticket.openTasks -= 1;
  else ticket.reviewed = true;
  return { done: true };
}

/** Another user becomes the requester: they can no longer decide about its plan. */
function request(ticket: Ticket, { by, to = 'requester' }: Command): Verdict {
  if (!works(by, ticket)) return { done: false, code: 'FORBIDDEN' };
  if (ticket.status === 'CLOSED' || ticket.status === 'CANCELLED')
    return { done: false, code: 'INVALID_TRANSITION', reasons: ['WRONG_STATUS'] };
  ticket.requester = to;
  return { done: true };
}

/** An approver gives the decision to somebody else, or a lead does it for them. */
function delegate(ticket: Ticket, { by, to, of = null }: Command): Verdict {
  if (!seesRecords(by, ticket)) return { done: false, code: 'NOT_FOUND' };
  const { plan } = ticket;
  const from = of ?? by;
  const mayForOthers = (by === 'admin' || leads(by, ticket)) && !plan?.submitters.includes(by);
  if (from !== by && !mayForOthers) return { done: false, code: 'FORBIDDEN' };
  const own = plan?.approvers.find(({ person }) => person === from);
  if (!own) return { done: false, code: of ? 'NOT_FOUND' : 'FORBIDDEN' };
  const taken = plan?.approvers.some(({ person }) => person === to);
  const wrong = to === ticket.requester || plan?.submitters.includes(to as Person) || taken;
  const pending = ticket.status === 'AWAITING_APPROVAL' && !plan?.ended && !own.decision;
  if (pending && from === by && !canDecide(by, ticket)) return { done: false, code: 'FORBIDDEN' };
  if (!pending || wrong) return { done: false, code: 'VALIDATION_FAILED' };
  own.decision = 'DELEGATED';
  plan?.approvers.push({ person: to as Person, decision: null });
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
      if (input.affectedServiceNames) ticket.servicesNamed = true;
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
      const asked = asksApproval(ticket) ? approversFor(ticket, by) : [];
      if (ticket.plan) ticket.former.push(ticket.plan);
      ticket.plan = {
        submitters: submittersFor(by),
        window: command.window ?? null,
        approvers: asked.map((person) => ({ person, decision: null })),
        needed: neededOf(ticket, asked),
        ended: false,
      };
      ticket.openTasks = (input.tasks as unknown[]).length;
      if (asksApproval(ticket)) to('AWAITING_APPROVAL');
      else begin();
      break;
    }
    case 'APPROVE': {
      const own = approverOf(ticket.plan, by);
      if (own) own.decision = 'APPROVED';
      const approved = ticket.plan?.approvers.filter(({ decision }) => decision === 'APPROVED') ?? [];
      if (approved.length >= (ticket.plan?.needed ?? 0)) begin();
      break;
    }
    case 'REJECT':
    case 'WITHDRAW_PLAN':
      if (ticket.plan) ticket.plan.ended = true;
      if (name === 'WITHDRAW_PLAN') ticket.openTasks = 0;
      to('PLANNING');
      break;
    case 'START_IMPLEMENTATION':
      to('IMPLEMENTING');
      break;
    case 'COMPLETE_IMPLEMENTATION':
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
      // A decision that was made stays.
      if (ticket.plan && (ticket.hold?.from ?? ticket.status) === 'AWAITING_APPROVAL')
        ticket.plan.ended = true;
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
