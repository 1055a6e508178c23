import { transitionCommand } from '../workflow/transition-command.js';
import { cancelTicket } from './cancel-ticket.js';
import { closeTicket } from './close-ticket.js';
import { holdTicket } from './hold-ticket.js';
import { reopenTicket } from './reopen-ticket.js';
import { requeueTicket } from './requeue-ticket.js';
import { resolveTicket } from './resolve-ticket.js';
import { resumeTicket } from './resume-ticket.js';
import { startInvestigation } from './start-investigation.js';
import { triageTicket } from './triage-ticket.js';

/** The mutations that take steps on a ticket alone. */
export const ticketTransitions = {
  triageTicket: transitionCommand('triageTicket', triageTicket),
  startInvestigation: transitionCommand('startInvestigation', startInvestigation),
  holdTicket: transitionCommand('holdTicket', holdTicket),
  resumeTicket: transitionCommand('resumeTicket', resumeTicket),
  requeueTicket: transitionCommand('requeueTicket', requeueTicket),
  resolveTicket: transitionCommand('resolveTicket', resolveTicket),
  reopenTicket: transitionCommand('reopenTicket', reopenTicket),
  closeTicket: transitionCommand('closeTicket', closeTicket),
  cancelTicket: transitionCommand('cancelTicket', cancelTicket),
};
