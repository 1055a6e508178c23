import type { Config } from '../platform/config/config.js';

/** One option of a command. `value` names in the help what it takes; a flag takes none. A positional one is given without its name. */
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

/** What the options of a command were given as. */
export type Given<O extends Options> = {
  readonly [K in keyof O]: O[K]['kind'] extends 'flag'
    ? boolean
    : O[K]['kind'] extends 'optional'
      ? string | undefined
      : string;
};

/** What a command works with. */
export interface Context {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  /** Prints one line of the answer. */
  say(line: string): void;
}

/** One command of `npm run admin`. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** One line for the list of all commands. */
  readonly summary: string;
  /** Lines about what the command does, for its own help. */
  readonly details: readonly string[];
  readonly options: O;
  /** Does the work. Throws when it cannot, or when what it looked at is not as it has to be; the message is shown. */
  run(given: Given<O>, context: Context): Promise<void>;
}

/** A command with the types of its options known to `run`. */
export function defineCommand<const O extends Options>(command: Command<O>): Command {
  return command as unknown as Command;
}

/** A failure that the message explains in one line to the person who called the command. */
export class AdminError extends Error {
  override name = 'AdminError';
}
