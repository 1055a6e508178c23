import { runAdmin } from './admin/cli/run.js';
import { failureLine } from './admin/failure.js';
import { modules } from './modules.js';

/** `npm run admin`: the operator's commands. */

// A connection was lost while nothing waited for it.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${failureLine(error)}\n`);
  process.exit(1);
});

process.exitCode = await runAdmin(process.argv.slice(2), process.env, modules, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
