import { command, mutations } from '../platform/graphql/mutations.js';
import { addLabels } from './commands/add-labels.js';
import { assignTicket } from './commands/assign-ticket.js';
import { cancelTicket } from './commands/cancel-ticket.js';
import { closeTicket } from './commands/close-ticket.js';
import { holdTicket } from './commands/hold-ticket.js';
import { reopenTicket } from './commands/reopen-ticket.js';
import { requeueTicket } from './commands/requeue-ticket.js';
import { resolveTicket } from './commands/resolve-ticket.js';
import { resumeTicket } from './commands/resume-ticket.js';
import { startInvestigation } from './commands/start-investigation.js';
import { triageTicket } from './commands/triage-ticket.js';
import { updateTicket } from './commands/update-ticket.js';
import { unwatchTicket, watchTicket } from './commands/watch-ticket.js';
import { forMany } from './many-tickets.js';
import { ticketPayload } from './payloads.js';
import { transition } from './transition.js';
import { transitionCommand } from './workflow/transition-command.js';

export const ticketMutations = mutations({
  updateTicket: command(updateTicket, ticketPayload),
  assignTicket: command(assignTicket, ticketPayload),
  watchTicket: command(watchTicket, ticketPayload),
  unwatchTicket: command(unwatchTicket, ticketPayload),
  triageTicket: transition(triageTicket),
  startInvestigation: transition(startInvestigation),
  holdTicket: transition(holdTicket),
  resumeTicket: transition(resumeTicket),
  requeueTicket: transition(requeueTicket),
  resolveTicket: transition(resolveTicket),
  reopenTicket: transition(reopenTicket),
  closeTicket: transition(closeTicket),
  cancelTicket: transition(cancelTicket),
  addLabels: forMany(addLabels),
  assignTickets: forMany(assignTicket),
  triageTickets: forMany(transitionCommand(triageTicket)),
  holdTickets: forMany(transitionCommand(holdTicket)),
  resumeTickets: forMany(transitionCommand(resumeTicket)),
  requeueTickets: forMany(transitionCommand(requeueTicket)),
  resolveTickets: forMany(transitionCommand(resolveTicket)),
  closeTickets: forMany(transitionCommand(closeTicket)),
  cancelTickets: forMany(transitionCommand(cancelTicket)),
});
