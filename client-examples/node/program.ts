import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printable } from './printable.ts';

/** Wrong arguments. The message is for the person who typed them. */
export class UsageError extends Error {}

/** Whether this module is the program that was started. (`import.meta.main` exists since Node 24.2.) */
function isMain(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

/**
 * Runs a program if its module was started, not imported. A failure prints one line on stderr, with exit code 1. Wrong arguments also print
 * the usage, with exit code 2. `--help` prints only the usage.
 */
export async function runProgram(
  moduleUrl: string,
  usage: string,
  main: (args: string[]) => Promise<void>,
): Promise<void> {
  if (!isMain(moduleUrl)) return;
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  try {
    await main(args);
  } catch (error) {
    const wrongArguments = error instanceof UsageError || codeOf(error).startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${printable(messageOf(error))}\n${wrongArguments ? `\n${usage}` : ''}`);
    process.exitCode = wrongArguments ? 2 : 1;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
