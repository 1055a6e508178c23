import { type Logger, pino } from 'pino';

export type Log = Logger;

/** The program's log: one JSON object a line, without secrets. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: withoutClient },
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
  });
}

/** What pg throws holds the whole connection, and in `detail` values of rows: neither belongs in a log. */
function withoutClient(error: Error): object {
  const {
    client: _,
    detail: __,
    ...told
  } = pino.stdSerializers.err(error) as ReturnType<typeof pino.stdSerializers.err>;
  return told;
}
