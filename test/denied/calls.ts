import type { Fitting, Role } from './cast.js';
import type { Made } from './made.js';

type Input = Record<string, unknown>;

/** A mutation with an input on a new object, in a state in which the mutation is possible. */
export interface Call {
  fits: Fitting;
  input(made: Made, role: Role): Input | Promise<Input>;
  /** The mutation can end the caller's session, so each call uses a new one. */
  own?: true;
  /** The name of the list, for a mutation with several results. */
  each?: string;
}

// The fields of an answer depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Answer = any;

/** A query of an object that is created for it, and how to tell in one word what the caller sees of it. */
export interface Read {
  query: string;
  /** Creates the object. Returns the variables of the query, and what `seen` needs. */
  made(made: Made): Promise<Record<string, string>>;
  seen(found: Answer, made: Record<string, string>, answer: Answer): string;
}
