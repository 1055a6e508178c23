import type { NodeType } from '../contract/generated/node-types.js';
import { idOfType } from './ids.js';
import { invalid, notFound, type UserError } from './user-errors.js';

type Maybe<T> = T | null | undefined;

/** Anything that people see: not only spaces, format and control characters. */
const visible = /[^\p{Z}\p{C}]/u;

/** The form in which texts are stored: without outer white space, and the same for what looks the same (NFC). */
export function storedForm(text: string): string {
  return text.trim().normalize('NFC');
}

/** Collects what is wrong with an input, field by field, so that a client sees all of it at once. */
export class InputCheck {
  readonly errors: UserError[] = [];

  fail(path: string[], rule: string, message: string): void {
    this.errors.push(invalid(path, rule, message));
  }

  /** Takes over what another check found wrong with a part of the input. */
  addAll(path: readonly string[], { errors }: InputCheck): void {
    for (const error of errors)
      this.errors.push({ ...error, path: ['input', ...path, ...error.path.slice(1)] });
  }

  /**
   * A text in a field or deeper, in the form in which it is stored. That form has 1 to `max` characters: it may be longer than what was
   * given, and has to be accepted when a client sends it back. Leaves null and undefined alone.
   */
  text<V extends Maybe<string>>(place: string | string[], value: V, max: number): V {
    if (value === null || value === undefined) return value;
    const stored = storedForm(value);
    this.#characters(typeof place === 'string' ? [place] : place, stored, max);
    return stored as V;
  }

  /** A text of one line. */
  line<V extends Maybe<string>>(field: string, value: V, max: number): V {
    const text = this.text(field, value, max);
    if (text && /[\r\n]/.test(text)) this.fail([field], 'ONE_LINE', `${field} must be one line.`);
    return text;
  }

  /** A text that may not be left out. */
  required(field: string, value: Maybe<string>, max: number): string {
    if (value === null || value === undefined) {
      this.fail([field], 'REQUIRED', `${field} is required.`);
      return '';
    }
    return this.text(field, value, max);
  }

  /** The address of a page, trimmed: `https` or `http`, and nobody's user name or password in it. */
  webAddress(field: string, value: Maybe<string>, max: number): void {
    const address = this.text(field, value, max);
    if (!address || this.errors.some(({ path }) => path[1] === field)) return;
    const parsed = /^https?:\/\/[^\s\p{C}]+$/iu.test(address) ? URL.parse(address) : null;
    if (!parsed?.hostname || parsed.username !== '' || parsed.password !== '') {
      const message = `${field} must be an https or http URL without a user name or password.`;
      this.fail([field], 'URL', message);
    }
  }

  /**
   * At most `most` texts of 1 to `max` characters each, in the form in which they are stored, or verbatim. Leaves null and undefined
   * alone.
   */
  texts(
    field: string,
    values: Maybe<readonly string[]>,
    most: number,
    max: number,
    form: 'stored' | 'verbatim' = 'stored',
  ): Maybe<string[]> {
    if (!values) return values as null | undefined;
    if (values.length > most)
      this.fail([field], 'TOO_MANY', `${field} must have at most ${most} values; it has ${values.length}.`);
    return values.slice(0, most).map((value, i) => {
      const kept = form === 'verbatim' ? value : storedForm(value);
      this.#characters([field, String(i)], kept, max);
      return kept;
    });
  }

  /** A whole number between two bounds. */
  between(field: string, value: Maybe<number>, least: number, most: number): void {
    if (value === null || value === undefined) return;
    if (value < least || value > most) {
      this.fail([field], 'OUT_OF_RANGE', `${field} must be between ${least} and ${most}; it is ${value}.`);
    }
  }

  /** Refuses an explicit null for what can not be empty. */
  notNull(field: string, value: unknown): void {
    if (value === null) this.fail([field], 'REQUIRED', `${field} cannot be null.`);
  }

  /** The id in a global id; a malformed one looks like one of an object that is not there. */
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
    if (globalIds.length > most)
      this.fail(
        [field],
        'TOO_MANY',
        `${field} must have at most ${most} values; it has ${globalIds.length}.`,
      );
    const ids = globalIds.slice(0, most).map((globalId, i) => {
      const id = idOfType(globalId, type);
      if (id === null) this.errors.push(notFound([field, String(i)], globalId, type.toLowerCase()));
      return id ?? '';
    });
    return [...new Set(ids)];
  }

  #characters(path: string[], value: string, max: number): void {
    const field = nameOf(path);
    if (!visible.test(value)) this.fail(path, 'REQUIRED', `${field} must not be empty.`);
    if (value.length > max)
      this.fail(path, 'TOO_LONG', `${field} must have at most ${max} characters; it has ${value.length}.`);
    // PostgreSQL can not store it, and nothing that people write has it.
    if (value.includes('\u0000'))
      this.fail(path, 'NO_NUL', `${field} must not contain the character U+0000.`);
    if (!value.isWellFormed()) this.fail(path, 'UNICODE', `${field} must be well-formed Unicode.`);
  }
}

/** The field at the end of a path, whose last part may be a place in a list. */
function nameOf(path: string[]): string {
  return path.findLast((part) => !/^\d+$/.test(part)) ?? '';
}
