import { createHash } from 'node:crypto';

/** An idempotency key: the same for the same action in the same run, for names with any characters. */
export function keyOf(runId: string, ...what: (string | number)[]): string {
  return `${runId}:${createHash('sha256').update(JSON.stringify(what)).digest('base64url')}`;
}
