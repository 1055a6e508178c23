export { closeTicket } from './commands/close-ticket.js';
export { movedByReply } from './commands/reply.js';
export { resolveTicket, resolveWith } from './commands/resolve-ticket.js';
export { type FilterFacts, factsBefore, filterFacts, type TicketField } from './data/changes.js';
export { TicketEntity, TicketPersonEntity, type TicketRow, type UnnumberedTicket } from './data/entities.js';
export { canMatchIn, matchesFilter } from './data/filter.js';
export {
  type GatheredTicket,
  loadedTicket,
  lockedTicket,
  ticketColumns,
  ticketsToChange,
  ticketToChange,
} from './data/gather.js';
export { assigneeProblem, type NamedUser, usersNamed } from './data/gather-references.js';
export { losesTicket, possibleLoss } from './data/loss.js';
export { conversationProblem, mergeTargets } from './data/merge-targets.js';
export { columnsOf as ticketColumnsOf, type TicketNode, ticketFields, toTicket } from './data/node.js';
export { readFilter, ticketsById } from './data/reads.js';
export { wrongAssignee } from './data/references.js';
export {
  type LoadedTicket,
  loadTicket,
  loadTicketFor,
  staleness,
  type TransitionInput,
  touch,
} from './data/store.js';
export { holdDue } from './holds.js';
export { ticketReadAhead } from './read-ahead.js';
export { finalProblem } from './rules/final.js';
export { can as canTicket, rolesOn, type TicketFacts } from './rules/policy.js';
export { statusCategory } from './rules/status-category.js';
export { ticketNumber } from './rules/ticket-number.js';
export { maySeeInternal, maySeePart, queuesConcerned, type Sight, takesRight } from './rules/visibility.js';
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
