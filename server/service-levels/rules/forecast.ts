import { isActive } from './clock.js';
import { advanced, type Ledger, type Settings, type TicketState } from './ledger.js';

/** What would change; null stays as it is. */
export interface Supposed {
  held: string | null;
  priority: string | null;
  queueId: string;
}

/** The clocks of a ticket that have not ended, if this happened now. It is what happens when it does. */
export function forecast(
  ledger: Ledger,
  ticket: TicketState,
  { held, priority, queueId }: Supposed,
  settings: Settings,
  now: number,
): Ledger {
  const isOpen = ledger.clocks.some(isActive);
  if (!isOpen) return { ...ledger, clocks: [] };
  const supposed = {
    ...ticket,
    status: held ? 'ON_HOLD' : ticket.status,
    priority: priority ?? ticket.priority,
    queueId,
  };
  const happening = {
    at: now,
    ticket: supposed,
    heldFor: held ?? ledger.heldFor,
    moved: queueId !== ticket.queueId,
  };
  const after = advanced(ledger, happening, settings).ledger;
  return { ...after, clocks: after.clocks.filter(isActive) };
}
