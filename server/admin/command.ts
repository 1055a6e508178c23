import type { Config } from '../platform/config/config.js';
import type { Modules } from '../platform/modules/define-module.js';

/** An option of a command. `value` is the name of its value in the help; a flag has none. A positional option is given without its name. */
export type Option =
  | {
      readonly kind: 'required' | 'optional' | 'positional';
      readonly value: string;
      readonly description: string;
    }
  | {
      readonly kind: 'default';
      readonly value: string;
      readonly description: string;
      readonly otherwise: string;
    }
  | { readonly kind: 'flag'; readonly description: string };

export type Options = Readonly<Record<string, Option>>;

export const required = (value: string, description: string) =>
  ({ kind: 'required', value, description }) as const;
export const positional = (value: string, description: string) =>
  ({ kind: 'positional', value, description }) as const;
export const optional = (value: string, description: string) =>
  ({ kind: 'optional', value, description }) as const;
export const withDefault = (value: string, otherwise: string, description: string) =>
  ({ kind: 'default', value, otherwise, description }) as const;
export const flag = (description: string) => ({ kind: 'flag', description }) as const;

/** The values of a command's options. */
export type Given<O extends Options> = {
  readonly [K in keyof O]: O[K]['kind'] extends 'flag'
    ? boolean
    : O[K]['kind'] extends 'optional'
      ? string | undefined
      : string;
};

/** The services of a command. */
export interface Context {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  /** The capabilities of the server. */
  readonly modules: Modules;
  /** Prints one line of output. */
  say(line: string): void;
}

/** A command of `npm run admin`. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** A line for the list of commands. */
  readonly summary: string;
  /** Lines that explain the command in its own help. */
  readonly details: readonly string[];
  readonly options: O;
  /** Runs the command. Throws with a message for people when it fails, or when a check finds something wrong. */
  run(given: Given<O>, context: Context): Promise<void>;
}

/** A command whose `run` knows the types of its options. */
export function defineCommand<const O extends Options>(command: Command<O>): Command {
  return command as unknown as Command;
}

/** A failure with a one-line message for the person who called the command. */
export class AdminError extends Error {
  override name = 'AdminError';
}
