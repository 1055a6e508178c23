import { command } from '../../platform/commands/command.js';
import type { ProposeResolutionInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { codeGiven, codeProblem } from '../../resolution-codes/index.js';
import { changedTicket } from '../../tickets/data/changed-ticket.js';
import { loadedTicketFor } from '../../tickets/data/gather.js';
import { filterFacts, finalProblem, ticketToChange, touch } from '../../tickets/index.js';
import { foundPlan, lastPlan, proposed, updatePlan } from '../data/plan.js';

/** Proposes another resolution than the implementation did, before the verification. */
export const proposeResolution = command<ProposeResolutionInput>()({
  operation: 'proposeResolution',
  gather: (input, gathering) => ({
    ticket: ticketToChange(gathering, input.ticketId),
    plan: lastPlan(gathering, sql`${idOfType(input.ticketId, 'Ticket')}::uuid`),
    code: codeGiven(gathering, input.resolutionCode),
  }),
  decide(facts, input, deciding) {
    const loaded = loadedTicketFor(deciding.actor, 'transition', facts.ticket, input);
    if (!loaded.ok) return loaded;
    const { ticket: before } = loaded.value;
    const final = finalProblem('proposeResolution', before.status);
    if (final) return err(final);
    const check = new InputCheck();
    const code = check.required('resolutionCode', input.resolutionCode, 100, 'LINE');
    const notes = check.required('resolutionNotes', input.resolutionNotes, 10_000);
    if (check.errors.length > 0) return err(...check.errors);
    if ((before.heldFrom ?? before.status) !== 'VERIFYING') {
      const message = `proposeResolution needs a status of VERIFYING; the ticket is ${before.status}.`;
      return err(invalid(['ticketId'], 'STATUS', message));
    }
    const wrong = codeProblem(facts.code, code, deciding);
    if (wrong) return err(wrong);
    const plan = foundPlan(facts.plan);
    const ticket = { ...before };
    const changes = [
      changed('ProposedResolution.code', plan.proposedCode ?? null, code),
      changed('ProposedResolution.notes', plan.proposedNotes ?? null, notes),
    ].filter(({ from, to }) => from !== to);
    if (changes.length > 0) touch(deciding, ticket);
    const { writes, shows } = changedTicket(before, ticket, deciding.actor, loaded.value.facts);
    const value = { ticketId: ticket.id };
    if (changes.length === 0) return ok({ value, writes, shows });
    return ok({
      value,
      writes: [...writes, ...updatePlan(plan, proposed(deciding, code, notes))],
      events: [{ type: 'RESOLUTION_PROPOSED', ticketId: ticket.id, changes, facts: filterFacts(ticket) }],
      shows,
    });
  },
});
