import { parseArgs } from 'node:util';
import { editDistance } from '../../platform/kernel/edit-distance.js';
import type { Command, Option } from '../command.js';
import { shown } from '../lines.js';

/** The request in the arguments. */
export type Asked =
  | { readonly kind: 'help'; readonly command?: Command }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly given: Record<string, string | boolean | undefined>;
    }
  | { readonly kind: 'wrong'; readonly message: string; readonly command?: Command };

/** Parses the arguments of `npm run admin --`. It always returns one of the three results and never throws. */
export function parse(
  args: readonly string[],
  commands: readonly Command[],
  env: NodeJS.ProcessEnv = {},
): Asked {
  const wantsHelp = args.some((arg) => arg === '--help' || arg === '-h');
  const [first, ...others] = args[0] === 'help' ? args.slice(1) : args;
  const command = commands.find(({ name }) => name === first);
  if (command && (wantsHelp || args[0] === 'help')) return { kind: 'help', command };
  if (wantsHelp || (args[0] === 'help' && first === undefined)) return { kind: 'help' };
  if (first === undefined) return { kind: 'wrong', message: 'No command is given.' };
  if (!command) {
    const known = commands.map(({ name }) => name);
    return { kind: 'wrong', message: `There is no command '${repeated(first)}'${nearest(first, known)}` };
  }
  const read = readOptions(command, others, env);
  return typeof read === 'string'
    ? { kind: 'wrong', message: read, command }
    : { kind: 'run', command, given: read };
}

type Values = Record<string, string | boolean | undefined>;

/** The values of all options, or what is wrong. */
function readOptions(command: Command, args: readonly string[], env: NodeJS.ProcessEnv): Values | string {
  const { options } = command;
  const unnamed = Object.keys(options).filter((name) => options[name]?.kind === 'positional');
  const named = Object.entries(options).filter(([, { kind }]) => kind !== 'positional');
  const types = named.map(([name, { kind }]) => [
    name,
    { type: kind === 'flag' ? 'boolean' : 'string' } as const,
  ]);
  // Faults are found in the tokens, so that their messages have one style.
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Values = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      const next = unnamed.find((name) => !Object.hasOwn(values, name));
      if (next === undefined || token.value.trim() === '') return strayValue(command, token.value, env);
      values[next] = token.value;
      continue;
    }
    const { name, rawName, value, inlineValue } = token;
    const option = rawName.startsWith('--') ? named.find(([it]) => it === name)?.[1] : undefined;
    if (!option) {
      const known = named.map(([it]) => `--${it}`);
      return `${command.name} has no option '${repeated(rawName)}'${nearest(rawName, known)}`;
    }
    if (Object.hasOwn(values, name)) return `--${name} is given twice.`;
    if (option.kind === 'flag') {
      if (value !== undefined) return `--${name} takes no value.`;
      values[name] = true;
      continue;
    }
    // Without '=', an argument that begins with '-' is the next option: the value is missing.
    const forgotten = value === undefined || (!inlineValue && value.startsWith('-'));
    if (forgotten || value.trim() === '') return `--${name} needs a value: --${name} ${option.value}.`;
    values[name] = value;
  }
  return completed(options, values, env);
}

/** Adds defaults, or reports a missing required option. */
function completed(options: Command['options'], values: Values, env: NodeJS.ProcessEnv): Values | string {
  for (const [name, option] of Object.entries(options)) {
    if (Object.hasOwn(values, name)) continue;
    if (option.kind === 'positional') return `${option.value} is missing.`;
    if (option.kind === 'required') {
      return `--${name} ${option.value} is missing${swallowed(name, env) || '.'}`;
    }
    values[name] = defaultOf(option);
  }
  return values;
}

function defaultOf(option: Option): string | boolean | undefined {
  if (option.kind === 'flag') return false;
  return option.kind === 'default' ? option.otherwise : undefined;
}

function strayValue({ name, options }: Command, value: string, env: NodeJS.ProcessEnv): string {
  const hints = Object.keys(options).map((option) => swallowed(option, env));
  return `${name} does not take '${repeated(value)}'${hints.find(Boolean) ?? '.'}`;
}

/** npm takes options as its own unless '--' comes before them, and passes only their values. */
function swallowed(option: string, env: NodeJS.ProcessEnv): string {
  const kept = env[`npm_config_${option.replaceAll('-', '_')}`];
  return kept === undefined
    ? ''
    : `; npm took --${option} for itself: put '--' before the command, as in npm run admin -- COMMAND.`;
}

/** A suggestion of what was meant. */
function nearest(given: string, known: readonly string[]): string {
  const best = known
    .map((name) => ({ name, distance: editDistance(given.slice(0, 50).toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= 2 ? `; did you mean '${best.name}'?` : '.';
}

/** The beginning of an argument, in a form that can be printed on a terminal. */
function repeated(argument: string): string {
  return shown(argument.slice(0, 60));
}
