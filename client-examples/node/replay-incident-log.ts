/*
 * Plays an incident event log (ServiceNow-style CSV) against a server, as the people in it worked, and watches every change
 * by a second connection. Prints one JSON line; see ../README.md for the columns and the keys.
 *
 *   npm run replay -- --file client-examples/data/incident-log.csv
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { lineProgress, terminalProgress } from './incident-log/progress.js';
import { isClean, type ReplayOptions, replay } from './incident-log/replay.js';
import { isMain } from './is-main.js';

const usage = `npm run replay -- --file F [options]

  --file F              the log (CSV)
  --url U               the GraphQL endpoint (http://127.0.0.1:4000/graphql)
  --email E             an administrator's account (admin@example.com)
  --password P          its password (demo)
  --token T             instead of an account: an administrator's token, or an API key with the scopes
                        TICKETS_READ, TICKETS_WRITE, COMMENTS_WRITE, ADMINISTRATION and IMPORT
  --concurrency N       incidents played at a time (8)
  --limit N             only the N incidents that were opened first
  --unknown-group W     what '?' as assignment group means: default-queue (none; the default)
                        or keep (the group it had stays)
  --domain D            what made-up e-mail addresses end in (replay.example)
`;

/** Wrong arguments; the message is for the person who typed them. */
class UsageError extends Error {}

type Settings = Omit<ReplayOptions, 'log' | 'progress' | 'signal'> & { file: string };

/** The settings that the arguments ask for; null: the person asked for help. */
export function settingsOf(args: string[]): Settings | null {
  const { values } = parse(args);
  if (values.help) return null;
  if (values.file === undefined) throw new UsageError('--file is missing');
  const unknownGroup = values['unknown-group'];
  if (unknownGroup !== 'keep' && unknownGroup !== 'default-queue') {
    throw new UsageError('--unknown-group is keep or default-queue');
  }
  return {
    file: values.file,
    url: values.url,
    credentials:
      values.token === undefined
        ? { email: values.email, password: values.password }
        : { token: values.token },
    concurrency: wholeNumber('--concurrency', values.concurrency),
    limit: values.limit === undefined ? undefined : wholeNumber('--limit', values.limit),
    unknownGroup,
    domain: values.domain,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        file: { type: 'string' },
        url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
        email: { type: 'string', default: 'admin@example.com' },
        password: { type: 'string', default: 'demo' },
        token: { type: 'string' },
        concurrency: { type: 'string', default: '8' },
        limit: { type: 'string' },
        'unknown-group': { type: 'string', default: 'default-queue' },
        domain: { type: 'string', default: 'replay.example' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new UsageError(`${name} is a whole number from 1`);
  return Number(value);
}

async function main(): Promise<void> {
  const settings = settingsOf(process.argv.slice(2));
  if (settings === null) {
    process.stdout.write(usage);
    return;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  const { file, ...options } = settings;
  const result = await replay({
    ...options,
    log: await readFile(file, 'utf8'),
    progress: process.stderr.isTTY ? terminalProgress(process.stderr) : lineProgress(process.stderr),
    signal: stop.signal,
  });
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = isClean(result) ? 0 : 1;
}

if (isMain(import.meta.url)) {
  await main().catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const message = (error instanceof Error ? error.message : String(error)) + cause;
    process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}` : `${message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
