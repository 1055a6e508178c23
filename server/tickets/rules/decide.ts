import {
  type Relation,
  type Transition,
  type TransitionName,
  transitionNames,
  transitions,
} from './transitions.js';
import { type TicketStatus, type TicketType, ticketStatuses } from './words.js';

/** What a decision about a transition needs to know of a ticket. */
export interface ProcessFacts {
  type: TicketType;
  status: TicketStatus;
  heldFrom?: TicketStatus | null | undefined;
}

export interface TransitionReason {
  code: 'WRONG_STATUS' | 'WRONG_TYPE' | 'NOT_PERMITTED' | 'MISSING_FIELDS';
  message: string;
}

/** The status a transition leads to. Resuming goes back to where it was. */
export function targetOf(name: TransitionName, facts: ProcessFacts): TicketStatus {
  const { to } = transitions[name];
  // A ticket that is not on hold has nowhere to go back to; the transition is refused anyway.
  return to === 'HELD_FROM' ? (facts.heldFrom ?? facts.status) : to;
}

/** Everything that stands in the way of a transition for somebody with these relations; empty when it is allowed. */
export function obstacles(
  name: TransitionName,
  facts: ProcessFacts,
  relations: ReadonlySet<Relation>,
): TransitionReason[] {
  const transition = transitions[name];
  const reasons: TransitionReason[] = [];
  if (!transition.types.includes(facts.type)) {
    reasons.push({ code: 'WRONG_TYPE', message: `${words(name)} is not a step of a ${words(facts.type)}.` });
  }
  if (!Object.values(transition.from).some((from) => startsFrom(transition, from, facts))) {
    reasons.push({ code: 'WRONG_STATUS', message: `${words(name)} does not start from ${standing(facts)}.` });
  }
  const permitted = (Object.entries(transition.from) as [Relation, readonly TicketStatus[]][]).filter(
    ([relation]) => relations.has(relation),
  );
  if (permitted.length === 0) {
    reasons.push({ code: 'NOT_PERMITTED', message: `${words(name)} is for ${people(transition)}.` });
  } else if (reasons.length === 0 && !permitted.some(([, from]) => startsFrom(transition, from, facts))) {
    reasons.push({
      code: 'NOT_PERMITTED',
      message: `From ${standing(facts)}, ${words(name)} is not for you.`,
    });
  }
  return reasons;
}

function startsFrom(transition: Transition, from: readonly TicketStatus[], facts: ProcessFacts): boolean {
  if (!from.includes(facts.status)) return false;
  return !facts.heldFrom || !transition.notHeldFrom.includes(facts.heldFrom);
}

/** Required fields that are not there. Of alternatives, one is enough; the first is named. */
export function missingFields(name: TransitionName, given: (field: string) => boolean): string[] {
  return transitions[name].requires
    .filter((required) => !required.split('|').some(given))
    .map((required) => required.split('|')[0] ?? required);
}

/** Fields to name to a client, alternatives included. */
export function requiredFields(name: TransitionName): string[] {
  return transitions[name].requires.flatMap((required) => required.split('|'));
}

/** Refuses a table that could not work; called when the program starts. */
export function validateTransitions(table: Record<TransitionName, Transition> = transitions): void {
  for (const name of transitionNames) {
    const transition = table[name];
    const froms = Object.values(transition.from).flat();
    if (froms.length === 0) throw new Error(`${name} starts nowhere`);
    if (transition.types.length === 0) throw new Error(`${name} is for no type`);
    if (froms.includes('CLOSED') || froms.includes('CANCELLED'))
      throw new Error(`${name} leaves a final status`);
  }
  const reached = new Set<string>(['NEW', ...transitionNames.map((name) => table[name].to)]);
  const left = transitionNames.flatMap((name) => Object.values(table[name].from).flat());
  for (const status of ticketStatuses.filter((s) => reached.has(s) && s !== 'CLOSED' && s !== 'CANCELLED')) {
    if (!left.includes(status)) throw new Error(`nothing leads out of ${status}`);
  }
}

function standing(facts: ProcessFacts): string {
  return facts.heldFrom ? `${facts.status} (held from ${facts.heldFrom})` : facts.status;
}

function words(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

const names: Record<Relation, string> = {
  REQUESTER: 'its requester',
  WORKER: "agents of the queue's team and its assignee",
  LEAD: "leads of the queue's team",
};

function people(transition: Transition): string {
  return (Object.keys(transition.from) as Relation[]).map((relation) => names[relation]).join(' and ');
}
