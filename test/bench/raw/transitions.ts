import { modules } from '../../../server/modules.js';
import type {
  ChangeKind,
  TicketStatus,
  TicketType,
} from '../../../server/platform/contract/generated/enums.js';
import { rolesOn } from '../../../server/tickets/rules/policy.js';
import { availableTransitions } from '../../../server/tickets/workflow/available-transitions.js';
import { workflowPoint } from '../../../server/tickets/workflow/workflow.js';
import type { Agent } from './authenticate.js';

const workflow = modules.extensions.at(workflowPoint);

/** The row of `ticketPane`: the JSON of the ticket, and the facts for its transitions. */
export interface PaneRow {
  answer: string;
  id: string;
  version: number;
  hasCategory: boolean;
  hasServiceNames: boolean;
  hasServices: boolean;
  type: TicketType;
  status: TicketStatus;
  heldFrom: TicketStatus | null;
  mergedFrom: TicketStatus | null;
  changeKind: ChangeKind | null;
  majorIncident: boolean;
  requesterId: string;
  assigneeId: string | null;
  queueTeamId: string;
  windowStart: Date | null;
  windowEnd: Date | null;
  openTasks: number;
  codeProposed: boolean;
  notesProposed: boolean;
  approvers: string[];
  decided: string[];
}

/**
 * Adds the transitions to the answer by the rules of the server, which are too long for a second version in
 * SQL.
 */
export function withTransitions(row: PaneRow, organisationId: string, agent: Agent): string {
  const {
    answer,
    requesterId,
    assigneeId,
    queueTeamId,
    windowStart,
    windowEnd,
    approvers,
    decided,
    id,
    version,
    ...itself
  } = row;
  const { status } = itself;
  const actor = {
    kind: 'user',
    organisationId,
    ...agent,
    sessionId: '',
    name: '',
    expiresAt: new Date(0),
  } as const;
  const roles = rolesOn(
    actor,
    { requesterId, assigneeId, queueTeamId, status, internalVisible: true },
    { approvers },
  );
  const window = windowStart && windowEnd ? { start: windowStart, end: windowEnd } : null;
  const facts = {
    ...itself,
    window,
    reviewed: false,
    hasAssignee: assigneeId !== null,
    hasDecided: decided.includes(agent.userId),
  };
  const viewer = { roles, userId: agent.userId, now: new Date() };
  const transitions = availableTransitions(workflow, { id, version }, facts, viewer).map(
    ({ transition, mutation, allowed, outcomes, requirements, reasons }) => ({
      ...{ transition, mutation, allowed, outcomes },
      requirements: requirements.map(({ anyOf }) => ({ anyOf })),
      reasons,
    }),
  );
  return `{"data":{"ticket":${answer.slice(0, -1)},"availableTransitions":${JSON.stringify(transitions)}}}}`;
}
