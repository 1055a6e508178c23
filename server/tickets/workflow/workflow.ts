import type { CommandContext } from '../../platform/commands/command-context.js';
import type { Batch } from '../../platform/db/read-session.js';
import { byId } from '../../platform/db/rows.js';
import type { Sql } from '../../platform/db/sql.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { type Added, ExtensionPoint, mergedRecords } from '../../platform/extensions/extension-point.js';
import type { ViewerReads } from '../../platform/viewer/viewer-reads.js';
import type { TicketRow } from '../data/entities.js';
import { type TransitionRules, type TransitionState, validateTransitions } from './decide.js';
import type { TransitionName } from './transitions.js';

/** A fact about tickets that transitions are decided by. */
export interface TransitionFact<R extends object> {
  /** The rows of these tickets; `id` is the ticket's. A ticket without a row has none. */
  rows(organisationId: string, ticketIds: readonly string[]): Sql<R & { id: string }>;
  /** Whether the fact decides about anything on this ticket; always, when left out. */
  concerns?(ticket: TicketRow): boolean;
  /** What the row says of the ticket, for this user. */
  state(row: R | null, userId: string | null): Partial<TransitionState>;
}

/** What a reaction adds to the event of the transition, and the events that follow it. */
export interface Reacted {
  changes?: FieldChange[];
  follows?: NewEvent[];
}

/** What else happens in the transaction of a transition, after the ticket was changed. */
export type Reaction = (command: CommandContext, ticket: TicketRow) => Promise<Reacted>;

/** What one module adds to the process. */
export interface WorkflowPart extends Partial<TransitionRules> {
  /** By name. */
  readonly facts?: Readonly<Record<string, TransitionFact<never>>>;
  readonly after?: Readonly<Partial<Record<TransitionName, Reaction>>>;
}

type Row = object | null;

/** A fact with the loader that reads it for viewers. */
interface LoadedFact extends TransitionFact<object> {
  readonly batch: Batch<ViewerReads, string, Row>;
}

/** The process with all that the modules add. */
export interface Workflow extends TransitionRules {
  readonly facts: readonly LoadedFact[];
  reactionsTo(name: TransitionName): readonly Reaction[];
}

export const workflowPoint = new ExtensionPoint<WorkflowPart, Workflow>('the process', (added) => {
  const facts = [
    ...mergedRecords(
      'transition fact',
      parts(added, ({ facts = {} }) => facts),
    ).values(),
  ];
  const workflow: Workflow = {
    gates: added.flatMap(({ value }) => value.gates ?? []),
    likely: Object.fromEntries(
      mergedRecords(
        'likely outcome of',
        parts(added, ({ likely = {} }) => likely),
      ),
    ),
    requires: Object.fromEntries(
      mergedRecords(
        'requirement of',
        parts(added, ({ requires = {} }) => requires),
      ),
    ),
    facts: facts.map((fact) => withBatch(fact as unknown as TransitionFact<object>)),
    reactionsTo: (name) => added.flatMap(({ value }) => value.after?.[name] ?? []),
  };
  validateTransitions(workflow);
  return workflow;
});

/** Declares a fact; the type of its rows is inferred. */
export function transitionFact<R extends object>(fact: TransitionFact<R>): TransitionFact<never> {
  return fact as unknown as TransitionFact<never>;
}

function parts<V>(
  added: readonly Added<WorkflowPart>[],
  of: (part: WorkflowPart) => Readonly<Partial<Record<string, V>>>,
): Added<Readonly<Partial<Record<string, V>>>>[] {
  return added.map(({ module, value }) => ({ module, value: of(value) }));
}

function withBatch(fact: TransitionFact<object>): LoadedFact {
  const batch = async (reads: ViewerReads, ids: readonly string[]): Promise<Row[]> =>
    byId(ids, await reads.query(fact.rows(reads.organisationId, ids)));
  return { ...fact, batch };
}

/** What decides about the transitions of a ticket that is being changed. */
export async function stateOf(
  command: CommandContext,
  ticket: TicketRow,
  userId: string | null,
): Promise<TransitionState> {
  const state = itself(ticket);
  for (const fact of command.extensions.at(workflowPoint).facts) {
    if (fact.concerns?.(ticket) === false) continue;
    const [row = null] = await command.query(fact.rows(command.organisationId, [ticket.id]));
    Object.assign(state, fact.state(row, userId));
  }
  return state;
}

/** What decides about the transitions of a ticket that the viewer sees. */
export async function stateOn(
  reads: ViewerReads,
  ticket: TicketRow,
  userId: string | null,
): Promise<TransitionState> {
  const facts = reads.extensions.at(workflowPoint).facts.filter((fact) => fact.concerns?.(ticket) !== false);
  const rows = await Promise.all(facts.map((fact) => reads.load(fact.batch, ticket.id)));
  return Object.assign(itself(ticket), ...facts.map((fact, i) => fact.state(rows[i] ?? null, userId)));
}

function itself(ticket: TicketRow): TransitionState {
  const { type, status, heldFrom, mergedFrom, changeKind, majorIncident } = ticket;
  return { type, status, heldFrom, mergedFrom, changeKind, majorIncident };
}
