import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { serializeError } from './error-serializer.js';
import { GatheredLines } from './gathered-lines.js';
import { scrub } from './scrub.js';
import { traceScope } from './trace-scope.js';

export type Log = Logger;

/** The program's log: one JSON object in each line, without secrets. Default: to stdout. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => serializeError(error) },
    mixin() {
      const traceId = traceScope.getStore();
      return traceId === undefined ? {} : { traceId };
    },
    hooks: { streamWrite: scrub },
    redact: {
      paths: [
        'password',
        'token',
        'secret',
        'authorization',
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
        'req.headers',
      ],
      censor: '[redacted]',
    },
  };
  return pino(options, destination ?? stdout());
}

let ofProcess: GatheredLines | undefined;

/** One for all logs of the process, so that their lines stay in order. What waits is written when the process exits. */
function stdout(): GatheredLines {
  if (!ofProcess) {
    const lines = new GatheredLines(pino.destination({ dest: 1, sync: true }));
    process.on('exit', () => lines.flush());
    ofProcess = lines;
  }
  return ofProcess;
}
