import { type ChangeKind, type TicketStatus, type TicketType, ticketStatuses } from '../rules/words.js';
import {
  type Relation,
  type Transition,
  type TransitionName,
  transitionNames,
  transitions,
} from './transitions.js';

/** What a decision about a transition needs to know of a ticket. */
export interface TransitionState {
  type: TicketType;
  status: TicketStatus;
  heldFrom?: TicketStatus | null | undefined;
  /** The status it had before it was merged into another. */
  mergedFrom?: TicketStatus | null | undefined;
  changeKind?: ChangeKind | null | undefined;
  majorIncident?: boolean | undefined;
  /** Tasks of its plan that are neither done nor skipped. */
  openTasks?: number | undefined;
  /** When its plan is to be implemented. */
  window?: { start: Date; end: Date } | null | undefined;
  /** Whether the present cycle of resolution was reviewed. */
  reviewed?: boolean | undefined;
  /** Whether whoever asks has decided about its plan already. */
  hasDecided?: boolean | undefined;
}

export interface TransitionReason {
  code:
    | 'WRONG_STATUS'
    | 'WRONG_TYPE'
    | 'NOT_PERMITTED'
    | 'MISSING_FIELDS'
    | 'OPEN_TASKS'
    | 'REVIEW_MISSING'
    | 'NOT_MERGED'
    | 'ALREADY_DECIDED';
  message: string;
}

/** Whether a change waits for its approval, whatever the policies say. Others are asked for by a policy. */
export function needsApproval(changeKind: ChangeKind | null | undefined): boolean {
  return changeKind === 'NORMAL' || changeKind === 'EMERGENCY';
}

/** Whether it does not close before it was reviewed. */
export function needsReview(facts: Pick<TransitionState, 'type' | 'majorIncident'>): boolean {
  return facts.type === 'CHANGE_REQUEST' || facts.majorIncident === true;
}

/** The statuses a transition may lead to, the likeliest first. Resuming goes back to where it was. */
export function outcomesOf(name: TransitionName, facts: TransitionState): TicketStatus[] {
  // A ticket that was not held or merged has nowhere to go back to; the transition is refused anyway.
  const outcomes = transitions[name].to.map((to) => {
    if (to === 'HELD_FROM') return facts.heldFrom ?? facts.status;
    return to === 'MERGED_FROM' ? (facts.mergedFrom ?? facts.status) : to;
  });
  const likely = likelyOf(name, facts);
  return likely ? [likely, ...outcomes.filter((status) => status !== likely)] : outcomes;
}

function likelyOf(name: TransitionName, facts: TransitionState): TicketStatus | null {
  const begins = facts.window ? 'SCHEDULED' : 'IMPLEMENTING';
  if (name === 'APPROVE') return begins;
  if (name === 'SUBMIT_PLAN') return needsApproval(facts.changeKind) ? 'AWAITING_APPROVAL' : 'IMPLEMENTING';
  return null;
}

/** The status a transition leads to, as things stand. */
export function targetOf(name: TransitionName, facts: TransitionState): TicketStatus {
  return outcomesOf(name, facts)[0] ?? facts.status;
}

/** Everything that stands in the way of a transition for somebody with these relations; empty when it is allowed. */
export function obstacles(
  name: TransitionName,
  facts: TransitionState,
  relations: ReadonlySet<Relation>,
): TransitionReason[] {
  const transition = transitions[name];
  const reasons: TransitionReason[] = [];
  const { mutation, types } = transition;
  if (!types.includes(facts.type)) {
    const message = `${mutation} needs a ticket of type ${oneOf(types)}; its type is ${facts.type}.`;
    reasons.push({ code: 'WRONG_TYPE', message });
  }
  if (!Object.values(transition.from).some((from) => startsFrom(transition, from, facts))) {
    reasons.push({ code: 'WRONG_STATUS', message: wrongStatus(transition, facts) });
  } else {
    reasons.push(...unfinished(name, facts));
  }
  const permitted = startsOf(transition).filter(([relation]) => relations.has(relation));
  if (permitted.length === 0) {
    const message = `Only ${people(Object.keys(transition.from) as Relation[])} can use ${mutation}.`;
    reasons.push({ code: 'NOT_PERMITTED', message });
  } else if (reasons.length === 0 && !permitted.some(([, from]) => startsFrom(transition, from, facts))) {
    const others = startsOf(transition).filter(([, from]) => startsFrom(transition, from, facts));
    const only = people(others.map(([relation]) => relation));
    const message = `While the ticket is ${standing(facts)}, only ${only} can use ${mutation}.`;
    reasons.push({ code: 'NOT_PERMITTED', message });
  }
  return reasons;
}

/** What has to be done before, where the status alone does not tell. */
function unfinished(name: TransitionName, facts: TransitionState): TransitionReason[] {
  const { openTasks = 0 } = facts;
  if (name === 'COMPLETE_IMPLEMENTATION' && openTasks > 0) {
    // How many is for those who see the plan.
    return [{ code: 'OPEN_TASKS', message: 'The plan has open tasks. Complete or skip them first.' }];
  }
  if (name === 'CLOSE' && needsReview(facts) && !facts.reviewed) {
    const what = facts.type === 'CHANGE_REQUEST' ? 'change' : 'major incident';
    return [
      {
        code: 'REVIEW_MISSING',
        message: `A ${what} needs a review before it is closed. Call reviewTicket first.`,
      },
    ];
  }
  if ((name === 'APPROVE' || name === 'REJECT') && facts.hasDecided)
    return [{ code: 'ALREADY_DECIDED', message: 'You have already decided about this plan.' }];
  if (name === 'UNMERGE' && !facts.mergedFrom)
    return [{ code: 'NOT_MERGED', message: 'The ticket is not merged into another ticket.' }];
  return [];
}

function startsFrom(transition: Transition, from: readonly TicketStatus[], facts: TransitionState): boolean {
  if (!from.includes(facts.status)) return false;
  return !facts.heldFrom || !transition.notHeldFrom.includes(facts.heldFrom);
}

/** What a transition requires of this ticket at this time; alternatives are joined by `|`. */
function requirements(name: TransitionName, facts: TransitionState, now: Date): readonly string[] {
  const { requires, requiresOf } = transitions[name];
  const late = name === 'START_IMPLEMENTATION' && outsideWindow(facts, now);
  return [...requires, ...(requiresOf?.[facts.type] ?? []), ...(late ? ['outsideWindowReason'] : [])];
}

/** Whether a moment is not in the window that the plan has. */
export function outsideWindow({ window }: Pick<TransitionState, 'window'>, now: Date): boolean {
  return Boolean(window) && (now < (window?.start ?? now) || now >= (window?.end ?? now));
}

/** Required fields that are not there. Of alternatives, one is enough; the first is named. */
export function missingFields(
  name: TransitionName,
  facts: TransitionState,
  given: Readonly<Record<string, unknown>>,
  now: Date,
): string[] {
  const when = transitions[name].requiresWhen;
  const besides = when && given[when.field] === when.is ? when.requires : [];
  return [...requirements(name, facts, now), ...besides]
    .filter((required) => !required.split('|').some((field) => isGiven(given[field])))
    .map((required) => required.split('|')[0] ?? required);
}

function isGiven(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== false;
}

/** Fields to name to a client, alternatives included. */
export function requiredFields(name: TransitionName, facts: TransitionState, now: Date): string[] {
  return requirements(name, facts, now).flatMap((required) => required.split('|'));
}

/** Refuses a table that could not work; called when the program starts. */
export function validateTransitions(table: Record<TransitionName, Transition> = transitions): void {
  for (const name of transitionNames) {
    const transition = table[name];
    const froms = Object.values(transition.from).flat();
    if (froms.length === 0) throw new Error(`${name} starts nowhere`);
    if (transition.types.length === 0) throw new Error(`${name} is for no type`);
    // A merge can be taken back; nothing else leaves what is final.
    const final = froms.includes('CLOSED') || (froms.includes('CANCELLED') && name !== 'UNMERGE');
    if (final) throw new Error(`${name} leaves a final status`);
  }
  const reached = new Set<string>(['NEW', ...transitionNames.flatMap((name) => table[name].to)]);
  const left = transitionNames.flatMap((name) => Object.values(table[name].from).flat());
  for (const status of ticketStatuses.filter((s) => reached.has(s) && s !== 'CLOSED' && s !== 'CANCELLED')) {
    if (!left.includes(status)) throw new Error(`nothing leads out of ${status}`);
  }
}

function standing(facts: TransitionState): string {
  return facts.heldFrom ? `${facts.status} (held from ${facts.heldFrom})` : facts.status;
}

function wrongStatus(transition: Transition, facts: TransitionState): string {
  const { mutation, from, notHeldFrom } = transition;
  if (facts.heldFrom && notHeldFrom.includes(facts.heldFrom))
    return `${mutation} is not possible for a ticket that is ${standing(facts)}.`;
  const statuses = ticketStatuses.filter((status) =>
    Object.values(from).some((some) => some.includes(status)),
  );
  return `${mutation} needs a status of ${oneOf(statuses)}; this ticket is ${standing(facts)}.`;
}

function startsOf({ from }: Transition): [Relation, readonly TicketStatus[]][] {
  return Object.entries(from) as [Relation, readonly TicketStatus[]][];
}

const names: Record<Relation, string> = {
  REQUESTER: 'its requester',
  WORKER: "agents of the queue's team and the assignee",
  LEAD: "leads of the queue's team",
  APPROVER: "the plan's approvers, but never the user who submitted it,",
};

function people(relations: Relation[]): string {
  return relations.map((relation) => names[relation]).join(' and ');
}

function oneOf(values: readonly string[]): string {
  return values.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
