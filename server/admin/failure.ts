/** The fault of a login from which row-level security hides rows. */
export const seesNotAll =
  'The login of DATABASE_OWNER_URL cannot read all rows of the database. Set it to the owner of the tables.';

/** The failure in one line. */
export function failureLine(error: unknown): string {
  const message = messageOf(error);
  const line = message
    .trim()
    .replaceAll(/(?<=[:;.,])\s*\n\s*/g, ' ')
    .replaceAll(/\s*\n\s*/g, '; ');
  return line || 'The command failed, and the error has no message.';
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(' ');
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && unreachable.has(code))
    return `The database cannot be reached: ${error.message}`;
  return error.message || String(code ?? error.name);
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);
