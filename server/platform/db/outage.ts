import { Unavailable } from '../kernel/unavailable.js';

// Connection failures, too few resources, shut-downs, system errors; serialization failures and deadlocks.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const passingStates = /^(08|40|53|57|58)/;
const passingMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error means that the database, or the identity provider, did not answer, rather than a fault of this program. */
export function isOutage(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  const { code, message, originalError } = error as {
    code?: unknown;
    message?: unknown;
    originalError?: unknown;
  };
  if (originalError) return isOutage(originalError);
  if (typeof code === 'string' && (passingStates.test(code) || /^E(CONN|PIPE|HOST|TIMEDOUT)/.test(code)))
    return true;
  return typeof message === 'string' && passingMessages.test(message);
}
