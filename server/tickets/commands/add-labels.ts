import { checkLabels } from '../../catalog/index.js';
import { command } from '../../platform/commands/command.js';
import type { AddLabelsInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok } from '../../platform/kernel/result.js';
import { changedTicket } from '../data/changed-ticket.js';
import { changesSince, filterFacts, snapshot } from '../data/changes.js';
import { loadedTicketFor, ticketToChange } from '../data/gather.js';
import { replaceLabels } from '../data/labels.js';
import { type TicketInput, touch } from '../data/store.js';
import { finalProblem } from '../rules/final.js';

/** Adds labels to one ticket. */
export const addLabels = command<TicketInput & Pick<AddLabelsInput, 'labels'>>()({
  operation: 'addLabels',
  gather: (input, gathering) => ({ ticket: ticketToChange(gathering, input.ticketId) }),
  decide(facts, input, deciding) {
    const { actor, organisationId } = deciding;
    const loaded = loadedTicketFor(actor, 'edit', facts.ticket, input);
    if (!loaded.ok) return loaded;
    const { ticket: before } = loaded.value;
    const final = finalProblem('addLabels', before.status);
    if (final) return err(final);
    const check = new InputCheck();
    const added = checkLabels(check, input.labels) ?? [];
    if (added.length === 0) check.fail(['labels'], 'REQUIRED', 'labels must not be empty.');
    if (check.errors.length > 0) return err(...check.errors);
    const labels = checkLabels(check, [...new Set([...before.labels, ...added])]) ?? [];
    if (check.errors.length > 0) return err(...check.errors);
    const ticket = { ...before, labels };
    const changes = changesSince(snapshot(before), ticket);
    const value = { ticketId: ticket.id };
    if (changes.length === 0)
      return ok({ value, ...changedTicket(before, ticket, actor, loaded.value.facts) });
    touch(deciding, ticket);
    const { writes, shows } = changedTicket(before, ticket, actor, loaded.value.facts);
    return ok({
      value,
      writes: [...writes, replaceLabels(organisationId, ticket.id, labels)],
      events: [{ type: 'TICKET_UPDATED', ticketId: ticket.id, changes, facts: filterFacts(ticket) }],
      shows,
    });
  },
});
