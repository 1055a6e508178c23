import { loadConfig } from '../../platform/config/config.js';
import type { Modules } from '../../platform/modules/define-module.js';
import { failureLine } from '../failure.js';
import { commands } from './commands.js';
import { helpOf, helpOfAll, howToGetHelp } from './help.js';
import { parse } from './parse.js';

/** Where a command writes to. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Runs the command that the arguments name. Returns the exit code. */
export async function runAdmin(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  modules: Modules,
  { out, err }: Output,
): Promise<number> {
  const asked = parse(args, commands, env);
  if (asked.kind === 'help') {
    out(asked.command ? helpOf(asked.command) : helpOfAll(commands));
    return 0;
  }
  if (asked.kind === 'wrong') {
    err(`${asked.message} ${howToGetHelp(asked.command)}\n`);
    return 2;
  }
  try {
    // No command creates demo data, so its conditions on addresses do not apply.
    const config = loadConfig({ ...env, DEMO: '0' });
    await asked.command.run(asked.given as never, { config, env, modules, say: (line) => out(`${line}\n`) });
    return 0;
  } catch (error) {
    err(`${failureLine(error)}\n`);
    return 1;
  }
}
