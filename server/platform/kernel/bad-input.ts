/** An argument of a query or subscription breaks a rule. Sent as a GraphQL error with the code `BAD_USER_INPUT`. */
export class BadInput extends Error {
  readonly argument: string;
  readonly rule: string;
  /** A more specific code, for programs. */
  readonly reason: string | undefined;

  constructor(argument: string, rule: string, message: string, reason?: string) {
    super(message);
    this.argument = argument;
    this.rule = rule;
    this.reason = reason;
  }
}

/** The request is not permitted: it has no valid token, or a key without the scope. It is sent with its code. */
export class Denied extends Error {
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';
  /** A more specific code, for programs. */
  readonly reason: string | undefined;

  constructor(code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND', message: string, reason?: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

const MOST = 100;

/** Checks a list in a filter: at most 100 values, texts that can be stored. Throws `BadInput`. */
export function checkList(field: string, values: readonly unknown[]): void {
  if (values.length > MOST) {
    throw new BadInput(`filter.${field}`, 'TOO_MANY', `${field} must have at most ${MOST} values.`);
  }
  if (
    values.some((value) => typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed()))
  ) {
    throw new BadInput(
      `filter.${field}`,
      'CHARACTERS',
      `${field} must be well-formed Unicode without U+0000.`,
    );
  }
}
