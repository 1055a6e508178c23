import type { Command, Option } from '../command.js';

const program = 'npm run admin --';

/** The help of the program: one line for each command. */
export function helpOfAll(commands: readonly Command[]): string {
  const lines = table(commands.map(({ name, summary }) => [name, summary]));
  return [
    `Usage: ${program} COMMAND [OPTIONS]`,
    '',
    'Commands:',
    ...lines,
    '',
    `${program} COMMAND --help shows the options of one command. All commands use the settings of the server:`,
    'the environment, or the file .env. Exit code: 0 done, 1 failed, 2 wrong arguments.',
    '',
  ].join('\n');
}

/** The help of one command. */
export function helpOf({ name, summary, details, options }: Command): string {
  const entries = Object.entries(options);
  const usage = [program, name, ...entries.map(([option, it]) => usageOf(option, it))].join(' ');
  const rows = entries.map(([option, it]) => [written(option, it), descriptionOf(it)] as const);
  return [
    `Usage: ${usage}`,
    '',
    `${summary}.`,
    ...(details.length > 0 ? ['', ...details] : []),
    '',
    'Options:',
    ...table([...rows, ['--help', 'Show this help.']]),
    '',
  ].join('\n');
}

/** The line that says how to get help. */
export function howToGetHelp(command?: Command): string {
  return command ? `Help: ${program} ${command.name} --help` : `Help: ${program} --help`;
}

function written(name: string, option: Option): string {
  if (option.kind === 'positional') return option.value;
  return option.kind === 'flag' ? `--${name}` : `--${name} ${option.value}`;
}

function usageOf(name: string, option: Option): string {
  const needed = option.kind === 'required' || option.kind === 'positional';
  return needed ? written(name, option) : `[${written(name, option)}]`;
}

function descriptionOf(option: Option): string {
  return option.kind === 'default'
    ? `${option.description} Default: ${option.otherwise}`
    : option.description;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
