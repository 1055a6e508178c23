import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { BadInput, Denied } from '../kernel/bad-input.js';
import { Gone } from '../kernel/gone.js';
import type { Log } from '../observability/log.js';

// Codes on which a client can act. Every other error is unexpected, and masked.
const expectedCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'DOCUMENT_LIMIT',
  'RATE_LIMITED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const MESSAGE_CHARACTERS = 500;

/**
 * An error in the form that both transports send: without stack and suggestions, masked when it is unexpected, with the trace id that is in
 * the log.
 */
export function formatError(error: unknown, traceId: string, log: Log): GraphQLFormattedError {
  const graphqlError =
    error instanceof GraphQLError
      ? error
      : new GraphQLError(String(error), { originalError: error as Error });
  const cause = rootCause(graphqlError);
  const { locations, path } = graphqlError.toJSON();
  const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (cause instanceof Denied) {
    const extensions = { code: cause.code, ...reasonOf(cause), traceId };
    return { message: cause.message, ...where, extensions };
  }
  if (cause instanceof BadInput) {
    const { argument, rule, value } = cause;
    const wrong = value === undefined ? {} : { value };
    const extensions = { code: 'BAD_USER_INPUT', argument, rule, ...wrong, ...reasonOf(cause), traceId };
    return { message: cause.message, ...where, extensions };
  }
  // Nobody reads it, but operations are counted by it.
  if (cause instanceof Gone)
    return { message: cause.message, ...where, extensions: { code: 'gone', traceId } };
  const code = codeOf(graphqlError, cause);
  if (expectedCodes.has(code)) {
    const { stacktrace: _, code: __, http: ___, ...more } = graphqlError.extensions;
    return {
      message: shortened(withoutSuggestion(graphqlError.message)),
      ...where,
      extensions: { ...more, code, traceId },
    };
  }
  log.error({ err: cause, traceId, path }, 'an operation failed');
  const message = 'Internal error. If it persists, report the trace id.';
  return { message, ...where, extensions: { code: 'INTERNAL_SERVER_ERROR', traceId } };
}

function reasonOf({ reason }: BadInput | Denied): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

function rootCause(error: GraphQLError): Error {
  let cause: Error = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function codeOf(error: GraphQLError, cause: Error): string {
  const code = (cause instanceof GraphQLError && cause.extensions.code) || error.extensions.code;
  if (typeof code === 'string') return code;
  if (isAboutInput(error)) return 'BAD_USER_INPUT';
  // An error of graphql itself about a document; errors of resolvers have a path.
  return cause instanceof GraphQLError && !error.path ? 'GRAPHQL_VALIDATION_FAILED' : 'INTERNAL_SERVER_ERROR';
}

/**
 * Whether graphql found during execution that a variable, or a value made of it, is wrong. There is no code for this: the error is about
 * one node, the variable or an argument's value, and has these messages.
 */
function isAboutInput({ nodes, message }: GraphQLError): boolean {
  if (nodes === undefined) return false;
  return (
    /^Variable "\$\w+" (got invalid value|of (required|non-null) type) /.test(message) ||
    /^Argument "\w+" (has invalid value|of (required|non-null) type) /.test(message)
  );
}

/** Suggestions would reveal names of the schema where introspection is off. */
function withoutSuggestion(message: string): string {
  return message.replaceAll(/ ?Did you mean [^?]*\?/g, '');
}

/** Some messages repeat the given value; it is shortened. */
function shortened(message: string): string {
  return message.length > MESSAGE_CHARACTERS ? `${message.slice(0, MESSAGE_CHARACTERS)}…` : message;
}
