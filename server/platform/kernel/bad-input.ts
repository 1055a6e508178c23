import type { ValidationRule } from '../contract/generated/enums.js';
import type { NodeType } from '../contract/generated/node-types.js';
import { fromGlobalId } from './ids.js';

/** An argument of a query or subscription breaks a rule. Sent as a GraphQL error with the code `BAD_USER_INPUT`. */
export class BadInput extends Error {
  readonly argument: string;
  readonly rule: ValidationRule;
  /** A more specific code, for programs. */
  readonly reason: string | undefined;
  /** The wrong value, where it is one of a list. */
  readonly value: string | undefined;

  constructor(
    argument: string,
    rule: ValidationRule,
    message: string,
    more: { reason?: string; value?: string } = {},
  ) {
    super(message);
    this.argument = argument;
    this.rule = rule;
    this.reason = more.reason;
    this.value = more.value;
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

/** Checks a list in an argument: at most 100 values, texts that can be stored. Throws `BadInput`. */
export function checkList(argument: string, values: readonly unknown[]): void {
  const name = lastOf(argument);
  if (values.length > MOST) {
    throw new BadInput(argument, 'TOO_MANY', `${name} must have at most ${MOST} values.`);
  }
  if (
    values.some((value) => typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed()))
  ) {
    throw new BadInput(argument, 'CHARACTERS', `${name} must be well-formed Unicode without U+0000.`);
  }
}

/** The id in a global id that must be of one of these types. Throws `BadInput`. */
export function checkId(argument: string, globalId: string, ...types: NodeType[]): string {
  const parsed = fromGlobalId(globalId);
  if (parsed && types.includes(parsed.type)) return parsed.id;
  const value = globalId.slice(0, MOST);
  const message = `${lastOf(argument)} must be the id of ${types.map(withArticle).join(' or ')}; it is ${JSON.stringify(value)}.`;
  throw new BadInput(argument, 'ID', message, { value });
}

/** The ids in a list of global ids, of which each must be of one of these types. Throws `BadInput`. */
export function checkIds(argument: string, globalIds: readonly string[], ...types: NodeType[]): string[] {
  checkList(argument, globalIds);
  return globalIds.map((globalId, i) => checkId(`${argument}.${i}`, globalId, ...types));
}

/** The last name of a path. The last part can be an index in a list. */
function lastOf(argument: string): string {
  return argument.split('.').findLast((part) => !/^\d+$/.test(part)) ?? argument;
}

/** The name of a type in a sentence: `a configuration item`. */
function withArticle(type: NodeType): string {
  const name = type.replaceAll(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;
}
