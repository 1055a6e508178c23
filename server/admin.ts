import { commands } from './admin/cli/commands.js';
import { helpOf, helpOfAll, howToGetHelp } from './admin/cli/help.js';
import { parse } from './admin/cli/parse.js';
import { failureLine } from './admin/failure.js';
import { loadConfig } from './platform/config/config.js';

/** `npm run admin`: the operator's commands. Returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const asked = parse(args, commands, process.env);
  if (asked.kind === 'help') {
    process.stdout.write(asked.command ? helpOf(asked.command) : helpOfAll(commands));
    return 0;
  }
  if (asked.kind === 'wrong') {
    process.stderr.write(`${asked.message} ${howToGetHelp(asked.command)}\n`);
    return 2;
  }
  // No command creates demo data, so its conditions on addresses do not apply.
  const config = loadConfig({ ...process.env, DEMO: '0' });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await asked.command.run(asked.given as never, { config, env: process.env, say });
  return 0;
}

function fail(error: unknown): void {
  process.stderr.write(`${failureLine(error)}\n`);
  process.exitCode = 1;
}

// A connection was lost while nothing waited for it.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, fail);
