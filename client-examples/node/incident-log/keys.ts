import { createHash } from 'node:crypto';

/** An idempotency key: the same for the same thing in the same run, whatever characters its name has. */
export function keyOf(runId: string, ...what: (string | number)[]): string {
  return `${runId}:${createHash('sha256').update(JSON.stringify(what)).digest('base64url')}`;
}
