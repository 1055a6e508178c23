/** An argument of a query or subscription breaks a rule. Sent as a GraphQL error with the code `BAD_USER_INPUT`. */
export class BadInput extends Error {
  readonly argument: string;
  readonly rule: string;

  constructor(argument: string, rule: string, message: string) {
    super(message);
    this.argument = argument;
    this.rule = rule;
  }
}

/** The request may not be made at all: without a valid token, or by a key without the scope. Sent with its code. */
export class Denied extends Error {
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';

  constructor(code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND', message: string) {
    super(message);
    this.code = code;
  }
}
