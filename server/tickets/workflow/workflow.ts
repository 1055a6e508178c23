import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { Asked, Deciding, FactsOf } from '../../platform/commands/command.js';
import type { TransitionName } from '../../platform/contract/generated/enums.js';
import type { Batch } from '../../platform/db/read-session.js';
import { byId } from '../../platform/db/rows.js';
import type { Sql } from '../../platform/db/sql.js';
import type { FieldChange } from '../../platform/events/event.js';
import { type Added, ExtensionPoint, mergedRecords } from '../../platform/extensions/extension-point.js';
import type { TicketRow } from '../data/entities.js';
import { type TransitionRules, validateTransitions } from './decide.js';
import type { TransitionField } from './events.js';
import type { TransitionState } from './transition-state.js';

/** The ids of tickets, or SQL of them: a list with the type `uuid[]`. */
export type TicketIds = readonly string[] | Sql;

/** A fact about tickets that transitions are decided by. */
export interface TransitionFact<R extends object> {
  /** The rows of these tickets, a list or SQL of one; `id` is the ticket's. A ticket without a row has none. */
  rows(organisationId: string, ticketIds: TicketIds): Sql<R & { id: string }>;
  /** The transitions that it decides about; all, when left out. */
  about?: readonly TransitionName[];
  /** Whether the fact decides about anything on this ticket; always, when left out. */
  concerns?(ticket: TicketRow): boolean;
  /** The value of the row for the ticket and this user. */
  state(row: R | null, userId: string | null): Partial<TransitionState>;
}

/** Changes for the transition's event, and further writes. */
export interface Reacted {
  changes?: FieldChange<TransitionField>[];
  writes?: Sql[];
}

/** A part of a transition that another module adds, after the ticket was changed. What only follows from it is a reaction to its event. */
export interface Reaction {
  /** Its facts about the ticket, by name. No times are among them: in a unit of work they would come as texts. */
  gather?(organisationId: string, ticketId: Sql): Asked;
  react(facts: FactsOf<Asked>, ticket: TicketRow, taking: Taking): Reacted;
}

/** The actor and the time of a transition. */
export type Taking = Pick<
  Deciding,
  'extensions' | 'organisationId' | 'actor' | 'onBehalfOf' | 'now' | 'occurredAt' | 'imported'
>;

/** The additions of one module to the process. */
export interface WorkflowPart extends Partial<TransitionRules> {
  /** By name. */
  readonly facts?: Readonly<Record<string, TransitionFact<never>>>;
  readonly after?: Readonly<Partial<Record<TransitionName, Reaction>>>;
}

type Row = object | null;

/** A fact with the loader that reads it for actors. */
interface LoadedFact extends TransitionFact<object> {
  readonly name: string;
  readonly batch: Batch<ActorReads, string, Row>;
}

/** The process with all that the modules add. */
export interface Workflow extends TransitionRules {
  readonly facts: readonly LoadedFact[];
  /** The facts that a transition is decided by. */
  factsOf(name: TransitionName): readonly LoadedFact[];
  reactionsTo(name: TransitionName): readonly Reaction[];
}

export const workflowPoint = new ExtensionPoint<WorkflowPart, Workflow>('the process', (added) => {
  const merged = mergedRecords(
    'transition fact',
    parts(added, ({ facts = {} }) => facts),
  );
  const facts = [...merged].map(([name, fact]) => withBatch(name, fact as unknown as TransitionFact<object>));
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
        'requirements of',
        parts(added, ({ requires = {} }) => requires),
      ),
    ),
    arguments: Object.fromEntries(
      mergedRecords(
        'arguments of',
        parts(added, (part) => part.arguments ?? {}),
      ),
    ),
    facts,
    factsOf: (name) => facts.filter(({ about }) => about?.includes(name) !== false),
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

function withBatch(name: string, fact: TransitionFact<object>): LoadedFact {
  const batch = async (reads: ActorReads, ids: readonly string[]): Promise<Row[]> =>
    byId(ids, await reads.query(fact.rows(reads.organisationId, ids)));
  return { ...fact, name, batch };
}

/** The facts for a transition of a ticket that is being changed, by the rows of each fact's name. */
export function stateBy(
  facts: readonly LoadedFact[],
  ticket: TicketRow,
  userId: string | null,
  rowOf: (name: string) => Row,
): TransitionState {
  const concerned = facts.filter((fact) => fact.concerns?.(ticket) !== false);
  return Object.assign(itself(ticket), ...concerned.map((fact) => fact.state(rowOf(fact.name), userId)));
}

/** The facts for the transitions of a visible ticket. */
export async function stateOn(
  reads: ActorReads,
  ticket: TicketRow,
  userId: string | null,
): Promise<TransitionState> {
  const facts = reads.extensions.at(workflowPoint).facts.filter((fact) => fact.concerns?.(ticket) !== false);
  const rows = await Promise.all(facts.map((fact) => reads.load(fact.batch, ticket.id)));
  return Object.assign(itself(ticket), ...facts.map((fact, i) => fact.state(rows[i] ?? null, userId)));
}

function itself(ticket: TicketRow): TransitionState {
  const { type, status, heldFrom, mergedFrom, changeKind, majorIncident } = ticket;
  return {
    ...{ type, status, heldFrom, mergedFrom, changeKind, majorIncident },
    hasCategory: Boolean(ticket.categoryId),
    hasServiceNames: ticket.affectedServiceNames.length > 0,
    hasServices: ticket.serviceIds.length > 0,
    hasAssignee: Boolean(ticket.assigneeId),
  };
}
