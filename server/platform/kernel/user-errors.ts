import type { ForbiddenReason, ValidationRule } from '../contract/generated/enums.js';

/**
 * The errors of a payload, as values in the shape of the contract's `UserError` types: they are stored with idempotency records and sent as
 * they are. Errors of one domain are defined in its folder.
 */
export interface UserError {
  __typename: string;
  code: string;
  message: string;
  path: string[];
  [data: string]: unknown;
}

/** An input value breaks a rule. `path` is below `input`. */
export function invalid(path: string[], rule: ValidationRule, message: string): UserError {
  return {
    __typename: 'ValidationError',
    code: 'VALIDATION_FAILED',
    message,
    path: ['input', ...path],
    rule,
  };
}

/** The object does not exist, or the actor cannot see it. */
export function notFound(path: string[], id: string | null | undefined, what: string): UserError {
  const message = `There is no such ${what}, or you cannot see it.`;
  return {
    __typename: 'NotFoundError',
    code: 'NOT_FOUND',
    message,
    path: ['input', ...path],
    id: echoed(id),
  };
}

/** An id as the client sent it, if it can be stored and shown. */
function echoed(id: string | null | undefined): string | null {
  return id && /^[\x20-\x7e]{1,100}$/.test(id) ? id : null;
}

/** The actor is not permitted to do this. */
export function forbidden(reason: ForbiddenReason, message: string, path: string[] = []): UserError {
  const full = path.length > 0 ? ['input', ...path] : [];
  return { __typename: 'ForbiddenError', code: 'FORBIDDEN', message, path: full, reason };
}

/** The object has a newer version. `current` is its global id; it is resolved when the error is sent. */
export function conflict(currentVersion: number, current: string): UserError {
  return {
    __typename: 'ConflictError',
    code: 'CONFLICT',
    message: `The object was changed: its version is ${currentVersion}. Compare it with your change, and send it again with this version.`,
    path: ['input', 'expectedVersion'],
    currentVersion,
    currentId: current,
  };
}

/** The idempotency key was used with another request. */
export function keyReused(idempotencyKey: string): UserError {
  return {
    __typename: 'IdempotencyError',
    code: 'IDEMPOTENCY_KEY_REUSED',
    message: 'idempotencyKey was used before for another operation or input. Use a new key.',
    path: ['input', 'idempotencyKey'],
    idempotencyKey,
  };
}
