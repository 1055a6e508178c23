import type { CommandContext } from '../platform/commands/command-context.js';
import { singlePoint } from '../platform/extensions/extension-point.js';
import type { Result } from '../platform/kernel/result.js';
import { type CreateTicket, createTicket } from './commands/create-ticket.js';

type Created = Result<{ ticketId: string; number: string }>;
type Create = (command: CommandContext, input: CreateTicket) => Promise<Created>;

/** What another module does around the creation of a ticket: it calls `create`, and decides on. */
export const aroundCreation = singlePoint<
  (
    command: CommandContext,
    input: CreateTicket & { followUpOfId?: string | null },
    create: Create,
  ) => Promise<Created>
>('what is done around the creation of a ticket');

/** Makes a ticket, with what another module does around it. */
export const createWithOthers: Create = (command, input) => {
  const around = command.extensions.at(aroundCreation);
  return around ? around(command, input, createTicket) : createTicket(command, input);
};
