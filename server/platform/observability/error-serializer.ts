/** Fields of an error that are logged in addition to its name, message and stack. All others can hold values, URLs or headers. */
const keptFields = [
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'syscall',
  'errno',
] as const;

const MOST_CHARACTERS = 1000;
const DEPTH = 4;

/**
 * An error in the form in which it is logged: its name, message, stack and cause, and a few fields that are known to hold no values. Errors
 * of drivers hold whole connections, statements with parameters, rows (`detail`), and requests with signatures.
 */
export function serializeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const fields = error as Error & Record<string, unknown>;
  const type = error.name || error.constructor.name;
  const message = messageOf(fields);
  const cause = fields.originalError ?? error.cause;
  const status = (fields.$metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
  return {
    type,
    message,
    stack: [`${type}: ${message}`, ...framesOf(error)].join('\n'),
    ...Object.fromEntries(
      keptFields.flatMap((name) => (isPlain(fields[name]) ? [[name, fields[name]]] : [])),
    ),
    ...(status === undefined ? {} : { status }),
    ...(cause instanceof Error && depth < DEPTH ? { cause: serializeError(cause, depth + 1) } : {}),
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= 200);
}

// Classes of SQLSTATE whose messages name only objects of the schema, no values.
const namesOnly = /^(08|23|25|40|42|53|54|55|57|58)/;

function messageOf(error: Error & Record<string, unknown>): string {
  const { code, severity } = error;
  // MikroORM appends the detail to the message, in lines of its own.
  const [first = ''] = error.message.split('\n');
  const fromDatabase = typeof code === 'string' && severity !== undefined;
  if (fromDatabase && namesOnly.test(code)) return first.slice(0, MOST_CHARACTERS);
  // These messages repeat the wrong value after a quotation mark.
  const repeats = fromDatabase || error instanceof SyntaxError || error.name === 'GraphQLError';
  const message = repeats ? first.replace(/["'`].*/s, '…') : error.message;
  return message.slice(0, MOST_CHARACTERS);
}

function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
