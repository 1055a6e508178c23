import type { GraphQLFormattedError } from 'graphql';

/** The server refused the subscription, for example because of a wrong document. */
export class SubscriptionRefused extends Error {
  override readonly name = 'SubscriptionRefused';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join('; '));
    this.errors = errors;
  }

  /** The `extensions.code` of each error. */
  get codes(): unknown[] {
    return this.errors.map(({ extensions }) => extensions?.code);
  }
}

/** The WebSocket was closed. `code` and `reason` are those of the close frame: docs/reference/close-codes.md. */
export class ConnectionClosed extends Error {
  override readonly name: string = 'ConnectionClosed';
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string) {
    super(`closed with ${code} ${reason}`.trim());
    this.code = code;
    this.reason = reason;
  }
}

/** The close code for a token that does not work, or not any more. */
export const FORBIDDEN = 4403;

/** The server refused the token, and there is no other one. `reason` is for example `EXPIRED` or `REVOKED`. */
export class TokenRefused extends ConnectionClosed {
  override readonly name = 'TokenRefused';

  constructor(reason: string) {
    super(FORBIDDEN, reason);
  }
}

/** Close codes for faults of the client: another attempt would fail too. */
const faults: readonly number[] = [1002, 1003, 1007, 1009, 4400, 4401, 4406, 4409, 4429];
/** Codes of errors that can pass. */
const passing: readonly unknown[] = ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'];

/** Makes an `Error` of what graphql-ws reports: a list of errors, a close event, or a network error. */
export function toError(reported: unknown): Error {
  if (reported instanceof SubscriptionRefused || reported instanceof ConnectionClosed) return reported;
  if (Array.isArray(reported)) return new SubscriptionRefused(reported);
  const { code, reason, message } = Object(reported) as {
    code?: unknown;
    reason?: unknown;
    message?: unknown;
  };
  if (typeof code === 'number' && typeof reason === 'string') return new ConnectionClosed(code, reason);
  if (reported instanceof Error) return reported;
  return new Error(typeof message === 'string' && message !== '' ? message : 'the connection failed');
}

/** Whether another attempt can succeed. */
export function canPass(error: Error): boolean {
  if (error instanceof SubscriptionRefused) return error.codes.some((code) => passing.includes(code));
  if (error instanceof TokenRefused) return false;
  return !(error instanceof ConnectionClosed && faults.includes(error.code));
}
