/**
 * PostgreSQL's codes for a prepared statement that no longer fits, as after a migration beside a running server: its result has other
 * columns, or it is gone. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const CODES = new Set(['0A000', '26000']);

/** Whether an error says that what a connection has prepared is stale. Such a connection must be closed: the statement would fail again. */
export function isStale(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && CODES.has(String(error.code));
}
