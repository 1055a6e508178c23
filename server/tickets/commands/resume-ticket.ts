import type { TicketInput } from '../store.js';
import type { Step } from './transition.js';

/** Takes a ticket off hold. */
export const resumeTicket: Step<TicketInput> = { name: 'RESUME', check: () => {}, apply: () => [] };
