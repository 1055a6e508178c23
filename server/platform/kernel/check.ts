import type { ValidationRule } from '../contract/generated/enums.js';
import type { NodeType } from '../contract/generated/node-types.js';
import { idOfType } from './ids.js';
import { faultsOf, storedForm, type TextKind } from './texts.js';
import { invalid, notFound, type UserError } from './user-errors.js';

type Maybe<T> = T | null | undefined;

/** Collects all errors of an input, so that a client sees them at once. */
export class InputCheck {
  readonly errors: UserError[] = [];

  fail(path: string[], rule: ValidationRule, message: string): void {
    this.errors.push(invalid(path, rule, message));
  }

  /** Adds the errors of another check, which was made of the part of the input at `path`. */
  addAll(path: readonly string[], { errors }: InputCheck): void {
    for (const error of errors)
      this.errors.push({ ...error, path: ['input', ...path, ...error.path.slice(1)] });
  }

  /**
   * Checks a text and returns its stored form. The stored form must have 1 to `max` characters (code points), because a client that sends it
   * back must not be refused: NFC can be longer than what was sent. Null and undefined are returned as they are.
   */
  text<V extends Maybe<string>>(place: string | string[], value: V, max: number, kind: TextKind = 'TEXT'): V {
    if (value === null || value === undefined) return value;
    const stored = storedForm(value, kind);
    const path = typeof place === 'string' ? [place] : place;
    for (const { rule, message } of faultsOf(stored, max, kind))
      this.fail(path, rule, `${nameOf(path)} ${message}`);
    return stored as V;
  }

  /** A text that may be left out: an empty one counts as left out. Returns its stored form, or null. */
  optional(field: string, value: Maybe<string>, max: number, kind: TextKind = 'TEXT'): string | null {
    return this.text(field, value || null, max, kind);
  }

  /** A required text. */
  required(field: string, value: Maybe<string>, max: number, kind: TextKind = 'TEXT'): string {
    if (value === null || value === undefined) {
      this.fail([field], 'REQUIRED', `${field} is required.`);
      return '';
    }
    return this.text(field, value, max, kind);
  }

  /** A URL that may be left out: `https` or `http`, without a user name or password. Returns its stored form, or null. */
  webAddress(field: string, value: Maybe<string>, max: number): string | null {
    const address = this.optional(field, value, max);
    if (!address || this.errors.some(({ path }) => path[1] === field)) return address;
    const parsed = /^https?:\/\/[^\s\p{C}]+$/iu.test(address) ? URL.parse(address) : null;
    if (!parsed?.hostname || parsed.username !== '' || parsed.password !== '') {
      const message = `${field} must be an https or http URL without a user name or password.`;
      this.fail([field], 'URL', message);
    }
    return address;
  }

  /** At most `most` texts of 1 to `max` characters each, in their stored form. Null and undefined are returned as they are. */
  texts(
    field: string,
    values: Maybe<readonly string[]>,
    most: number,
    max: number,
    kind: TextKind = 'LINE',
  ): Maybe<string[]> {
    if (!values) return values as null | undefined;
    if (values.length > most)
      this.fail([field], 'TOO_MANY', `${field} must have at most ${most} values; it has ${values.length}.`);
    return values.slice(0, most).map((value, i) => this.text([field, String(i)], value, max, kind));
  }

  /** A whole number between two bounds. */
  between(field: string, value: Maybe<number>, least: number, most: number): void {
    if (value === null || value === undefined) return;
    if (value < least || value > most) {
      this.fail([field], 'OUT_OF_RANGE', `${field} must be between ${least} and ${most}; it is ${value}.`);
    }
  }

  /** Refuses an explicit null for a field that cannot be empty. */
  notNull(field: string, value: unknown): void {
    if (value === null) this.fail([field], 'REQUIRED', `${field} cannot be null.`);
  }

  /** The id in a global id. A malformed one is refused like the id of an object that does not exist. */
  id(field: string, globalId: string, type: NodeType): string;
  id(field: string, globalId: Maybe<string>, type: NodeType): string | null | undefined;
  id(field: string, globalId: Maybe<string>, type: NodeType): string | null | undefined {
    if (globalId === null || globalId === undefined) return globalId;
    const id = idOfType(globalId, type);
    if (id === null) this.errors.push(notFound([field], globalId, type.toLowerCase()));
    return id ?? '';
  }

  /** Distinct ids of one type, at most `most`. */
  ids(
    field: string,
    globalIds: Maybe<readonly string[]>,
    type: NodeType,
    most: number,
  ): string[] | null | undefined {
    if (!globalIds) return globalIds as null | undefined;
    const different = new Set(globalIds).size;
    if (different > most) {
      this.fail([field], 'TOO_MANY', `${field} must have at most ${most} values; it has ${different}.`);
      return [];
    }
    const ids = globalIds.map((globalId, i) => {
      const id = idOfType(globalId, type);
      if (id === null) this.errors.push(notFound([field, String(i)], globalId, type.toLowerCase()));
      return id ?? '';
    });
    return [...new Set(ids)];
  }
}

/** The last field of a path. The last part can be an index in a list. */
function nameOf(path: string[]): string {
  return path.findLast((part) => !/^\d+$/.test(part)) ?? '';
}
