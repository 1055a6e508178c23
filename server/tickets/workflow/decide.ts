import type { TransitionName } from '../../platform/contract/generated/enums.js';
import { TicketStatus } from '../../platform/contract/generated/enums.js';
import type { TransitionReason } from '../../platform/contract/generated/types.js';
import { followUp } from '../rules/final.js';
import { type TicketRole } from '../rules/policy.js';
import type { Requirement, Viewer } from './requirements.js';
import type { TransitionState } from './transition-state.js';
import { type Transition, transitionNames, transitions } from './transitions.js';

/** A condition of transitions, in addition to the status. */
export interface Gate {
  readonly name: string;
  readonly transitions: readonly TransitionName[];
  /** Why the transition is not allowed yet; null when it is. */
  check(state: TransitionState, name: TransitionName): TransitionReason | null;
}

/** Values of input fields, by name. */
export type InputArguments = Readonly<Record<string, unknown>>;

/** The additions of modules to the transition table. */
export interface TransitionRules {
  readonly gates: readonly Gate[];
  /** The likeliest of several outcomes. */
  readonly likely: Readonly<Partial<Record<TransitionName, (state: TransitionState) => TicketStatus>>>;
  /** Requirements in addition to those of the table. */
  readonly requires: Readonly<Partial<Record<TransitionName, readonly Requirement[]>>>;
  /** What identifies the transition in its input, if it is not the ticket. */
  readonly arguments: Readonly<
    Partial<Record<TransitionName, (state: TransitionState, viewer: Viewer) => InputArguments>>
  >;
}

/** The statuses to which a transition can lead, the most likely first. Resuming returns to the status before the hold. */
export function outcomesOf(
  rules: TransitionRules,
  name: TransitionName,
  facts: TransitionState,
): TicketStatus[] {
  // A ticket that is not on hold or merged has no status to return to; the transition is refused in any case.
  const outcomes = transitions[name].to.map((to) => {
    if (to === 'HELD_FROM') return facts.heldFrom ?? facts.status;
    return to === 'MERGED_FROM' ? (facts.mergedFrom ?? facts.status) : to;
  });
  const likely = rules.likely[name]?.(facts);
  return likely ? [likely, ...outcomes.filter((status) => status !== likely)] : outcomes;
}

/** The status to which a transition leads, by the facts. */
export function targetOf(rules: TransitionRules, name: TransitionName, facts: TransitionState): TicketStatus {
  return outcomesOf(rules, name, facts)[0] ?? facts.status;
}

/** All reasons against a transition, for an actor with these roles on the ticket; empty when it is allowed. */
export function obstacles(
  rules: TransitionRules,
  name: TransitionName,
  facts: TransitionState,
  roles: ReadonlySet<TicketRole>,
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
    const gates = rules.gates.filter((gate) => gate.transitions.includes(name));
    reasons.push(...gates.map((gate) => gate.check(facts, name)).filter((reason) => reason !== null));
  }
  const permitted = startsOf(transition).filter(([role]) => roles.has(role));
  if (permitted.length === 0) {
    const message = `Only ${people(Object.keys(transition.from) as TicketRole[])} can use ${mutation}.`;
    reasons.push({ code: 'NOT_PERMITTED', message });
  } else if (reasons.length === 0 && !permitted.some(([, from]) => startsFrom(transition, from, facts))) {
    const others = startsOf(transition).filter(([, from]) => startsFrom(transition, from, facts));
    const only = people(others.map(([role]) => role));
    const message = `While the ticket is ${standing(facts)}, only ${only} can use ${mutation}.`;
    reasons.push({ code: 'NOT_PERMITTED', message });
  }
  return reasons;
}

function startsFrom(transition: Transition, from: readonly TicketStatus[], facts: TransitionState): boolean {
  if (!from.includes(facts.status)) return false;
  return !facts.heldFrom || !transition.notHeldFrom.includes(facts.heldFrom);
}

/** All requirements of a transition. */
export function requirementsOf(rules: TransitionRules, name: TransitionName): readonly Requirement[] {
  return [...(transitions[name].requires ?? []), ...(rules.requires[name] ?? [])];
}

/** Throws when the process is inconsistent, or when no module declares one of its gates. Called when the program starts. */
export function validateTransitions(
  rules: TransitionRules,
  table: Record<TransitionName, Transition> = transitions,
): void {
  for (const name of transitionNames) {
    for (const gate of table[name].gates ?? []) {
      const declared = rules.gates.filter((one) => one.name === gate && one.transitions.includes(name));
      if (declared.length === 0) throw new Error(`No module declares the gate ${gate} of ${name}.`);
    }
  }
  const names = rules.gates.map((gate) => gate.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new Error(`The gate ${twice} is declared twice.`);
  for (const name of transitionNames) {
    const transition = table[name];
    const froms = Object.values(transition.from).flat();
    if (froms.length === 0) throw new Error(`${name} starts nowhere`);
    if (transition.types.length === 0) throw new Error(`${name} is for no type`);
    // Only UNMERGE leaves a final status.
    const final = froms.includes('CLOSED') || (froms.includes('CANCELLED') && name !== 'UNMERGE');
    if (final) throw new Error(`${name} leaves a final status`);
  }
  const reached = new Set<string>(['NEW', ...transitionNames.flatMap((name) => table[name].to)]);
  const left = transitionNames.flatMap((name) => Object.values(table[name].from).flat());
  for (const status of Object.values(TicketStatus).filter(
    (s) => reached.has(s) && s !== 'CLOSED' && s !== 'CANCELLED',
  )) {
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
  const statuses = Object.values(TicketStatus).filter((status) =>
    Object.values(from).some((some) => some.includes(status)),
  );
  const needs = `${mutation} needs a status of ${oneOf(statuses)}; this ticket is ${standing(facts)}.`;
  return facts.status === 'CLOSED' ? `${needs} ${followUp}` : needs;
}

function startsOf({ from }: Transition): [TicketRole, readonly TicketStatus[]][] {
  return Object.entries(from) as [TicketRole, readonly TicketStatus[]][];
}

const names: Record<TicketRole, string> = {
  REQUESTER: 'its requester',
  WORKER: "agents of the queue's team and the assignee",
  LEAD: "leads of the queue's team",
  APPROVER: "the plan's approvers, but never the user who submitted it,",
  SUBMITTER: 'the agent who submitted the plan',
};

function people(roles: TicketRole[]): string {
  return roles.map((role) => names[role]).join(' and ');
}

function oneOf(values: readonly string[]): string {
  return values.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
