export { closeTicket } from './commands/close-ticket.js';
export { movedByReply } from './commands/reply.js';
export { resolveTicket, resolveWith } from './commands/resolve-ticket.js';
export { type FilterFacts, factsBefore, filterFacts, type TicketField } from './data/changes.js';
export { TicketEntity, TicketPersonEntity, type TicketRow, type UnnumberedTicket } from './data/entities.js';
export {
  canMatchIn,
  dependsOnMyTeams,
  filterKey,
  matchesFilter,
  queuesOfFilter,
} from './data/filter.js';
export {
  type GatheredTicket,
  loadedTicket,
  lockedTicket,
  ticketColumns,
  ticketsToChange,
  ticketToChange,
} from './data/gather.js';
export { assigneeProblem, type NamedUser } from './data/gather-references.js';
export { changesSight, losesTicket, possibleLoss } from './data/loss.js';
export { conversationProblem, mergeTargets } from './data/merge-targets.js';
export { columnsOf as ticketColumnsOf, type TicketNode, ticketFields, toTicket } from './data/node.js';
export { isOpen } from './data/open-ticket.js';
export { parentsNamedIn, queuesNamedIn, readFilter, ticketsById } from './data/reads.js';
export { wrongAssignee } from './data/references.js';
export { peopleOfTickets, personalRights, teamQueues } from './data/rights.js';
export {
  type LoadedTicket,
  loadTicket,
  loadTicketFor,
  staleness,
  type TransitionInput,
  touch,
} from './data/store.js';
export { countedTickets, plannedFor } from './data/ticket-counts.js';
export { holdDue } from './holds.js';
export { ticketPage } from './page.js';
export { ticketReadAhead } from './read-ahead.js';
export { finalProblem } from './rules/final.js';
export { frozenFields } from './rules/frozen.js';
export { importedTooEarly } from './rules/import-times.js';
export { can as canTicket, rolesOn, type TicketFacts } from './rules/policy.js';
export { rankToPriority } from './rules/priority.js';
export { statusCategory } from './rules/status-category.js';
export { ticketNumber } from './rules/ticket-number.js';
export {
  changesRights,
  maySeeInternal,
  maySeePart,
  namesUser,
  queuesConcerned,
  queuesShown,
  type Sight,
  takesRight,
} from './rules/visibility.js';
export type { Requirement, Viewer } from './workflow/requirements.js';
export { runTransition } from './workflow/run-transition.js';
export {
  decideTransition,
  factsOfTransition,
  type Stepped,
  type TransitionStep,
  transitionStep,
} from './workflow/transition-command.js';
export { type TransitionComment, transitionComment } from './workflow/transition-comment.js';
export type { TransitionState } from './workflow/transition-state.js';
export {
  type Reaction,
  type Taking,
  type TicketIds,
  transitionFact,
  workflowPoint,
} from './workflow/workflow.js';
