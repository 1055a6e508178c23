/*
 * Plays an incident event log (ServiceNow-style CSV) against a server, as the people in it worked, and watches every change
 * by a second connection. Prints one JSON line; see ../README.md for the columns and the keys.
 *
 *   npm run replay -- --file client-examples/data/incident-log.csv
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { requireWebSocket } from '../live/index.ts';
import { decodeLog } from './incident-log/decode.ts';
import { lineProgress, terminalProgress } from './incident-log/progress.ts';
import { isClean, type ReplayOptions, replay } from './incident-log/replay.ts';
import { runProgram, UsageError } from './program.ts';

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

type Settings = Omit<ReplayOptions, 'log' | 'progress' | 'signal'> & { file: string };

/** The settings from the arguments. */
function settingsOf(args: string[]): Settings {
  const { values } = parse(args);
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
    },
  });
}

function wholeNumber(name: string, value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new UsageError(`${name} is a whole number from 1`);
  return Number(value);
}

async function main(args: string[]): Promise<void> {
  const { file, ...options } = settingsOf(args);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  requireWebSocket();
  const result = await replay({
    ...options,
    log: decodeLog(await readFile(file)),
    progress: process.stderr.isTTY ? terminalProgress(process.stderr) : lineProgress(process.stderr),
    signal: stop.signal,
  });
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = isClean(result) ? 0 : 1;
}

await runProgram(import.meta.url, usage, main);
