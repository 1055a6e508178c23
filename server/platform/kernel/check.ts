import type { NodeType } from '../contract/generated/node-types.js';
import { idOfType } from './ids.js';
import { invalid, notFound, type UserError } from './user-errors.js';

type Maybe<T> = T | null | undefined;

/** A visible character: not a space, format or control character. */
const visible = /[^\p{Z}\p{C}]/u;

/** The form in which texts are stored: trimmed, and normalised to NFC so that texts that look the same are the same. */
export function storedForm(text: string): string {
  return text.trim().normalize('NFC');
}

/** Collects all errors of an input, so that a client sees them at once. */
export class InputCheck {
  readonly errors: UserError[] = [];

  fail(path: string[], rule: string, message: string): void {
    this.errors.push(invalid(path, rule, message));
  }

  /** Adds the errors of another check, which was made of the part of the input at `path`. */
  addAll(path: readonly string[], { errors }: InputCheck): void {
    for (const error of errors)
      this.errors.push({ ...error, path: ['input', ...path, ...error.path.slice(1)] });
  }

  /**
   * Checks a text and returns its stored form. The stored form must have 1 to `max` characters, because a client that sends it back must
   * not be refused: NFC can be longer than what was sent. Null and undefined are returned as they are.
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

  /** A required text. */
  required(field: string, value: Maybe<string>, max: number): string {
    if (value === null || value === undefined) {
      this.fail([field], 'REQUIRED', `${field} is required.`);
      return '';
    }
    return this.text(field, value, max);
  }

  /** A URL: `https` or `http`, without a user name or password. */
  webAddress(field: string, value: Maybe<string>, max: number): void {
    const address = this.text(field, value, max);
    if (!address || this.errors.some(({ path }) => path[1] === field)) return;
    const parsed = /^https?:\/\/[^\s\p{C}]+$/iu.test(address) ? URL.parse(address) : null;
    if (!parsed?.hostname || parsed.username !== '' || parsed.password !== '') {
      const message = `${field} must be an https or http URL without a user name or password.`;
      this.fail([field], 'URL', message);
    }
  }

  /** At most `most` texts of 1 to `max` characters each, in their stored form or verbatim. Null and undefined are returned as they are. */
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
    // PostgreSQL cannot store this character.
    if (value.includes('\u0000'))
      this.fail(path, 'NO_NUL', `${field} must not contain the character U+0000.`);
    if (!value.isWellFormed()) this.fail(path, 'UNICODE', `${field} must be well-formed Unicode.`);
  }
}

/** The last field of a path. The last part can be an index in a list. */
function nameOf(path: string[]): string {
  return path.findLast((part) => !/^\d+$/.test(part)) ?? '';
}
